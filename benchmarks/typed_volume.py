"""The generated volume as typed inputs, without the door: where only the features are measured.

What the door makes of these clean files, written by hand: keys are the numbers in the ids. A test
holds it against the inputs that the door itself makes of a small volume.
"""

from pathlib import Path

import duckdb

# Columns that are not simply those of the delivered file, by input.
_COLUMNS = {
    "input_accounts": {"account_key": "account_id", "is_earliest": "valid_from is null"},
    "input_products": {"product_key": "product_id", "category_key": "product_category"},
    "input_invoices": {
        "invoice_key": "invoice_id",
        "account_key": "account_id",
        "bill_to_account_key": "coalesce(bill_to_account_id, account_id)",
        # A link looks backward: the invoice is dated, and known, no later than the note.
        "credited_invoice_key": (
            "case when invoice_date >= credited_date"
            " and greatest(invoice_date, coalesce(cast(known_at as date), invoice_date))"
            " >= known_credited_date then credited_invoice_id end"
        ),
        "due_date": "coalesce(due_date, cast(invoice_date + payment_terms_days as date))",
        "known_date": "coalesce(cast(known_at as date), invoice_date)",
    },
    "input_invoice_lines": {
        "invoice_key": "invoice_id",
        "account_key": "account_id",
        "product_key": "product_id",
        "category_key": "product_category",
        "margin_amount": (
            "cast(net_amount - coalesce(cost_amount, cast(quantity * cast(unit_cost as double)"
            " as decimal(18, 2))) as decimal(18, 2))"
        ),
        "known_date": "coalesce(cast(known_at as date), invoice_date)",
    },
    "input_payments": {
        "account_key": "account_id",
        "invoice_key": "invoice_id",
        # A payment of an invoice counts from the day on which that invoice is known.
        "known_date": "greatest(payment_date, known_invoice_date)",
    },
}

_DELIVERED = {
    "input_accounts": "from '{raw}/accounts.parquet'",
    "input_products": "from '{raw}/products.parquet'",
    "input_invoices": """
        from '{raw}/invoices.parquet'
        inner join (
            select account_id, any_value(payment_terms_days) as payment_terms_days,
                any_value(bill_to_account_id) as bill_to_account_id
            from '{raw}/accounts.parquet'
            group by account_id
        ) using (account_id)
        left join (
            select invoice_id as credited_invoice_id, invoice_date as credited_date,
                coalesce(cast(known_at as date), invoice_date) as known_credited_date
            from '{raw}/invoices.parquet'
        ) using (credited_invoice_id)
    """,
    "input_invoice_lines": """
        from '{raw}/invoice_lines.parquet'
        inner join (
            select invoice_id, account_id, invoice_date, known_at from '{raw}/invoices.parquet'
        ) using (invoice_id)
        inner join (
            select product_id, product_category, unit_cost from '{raw}/products.parquet'
        ) using (product_id)
    """,
    "input_payments": """
        from '{raw}/payments.parquet'
        left join (
            select invoice_id, coalesce(cast(known_at as date), invoice_date) as known_invoice_date
            from '{raw}/invoices.parquet'
        ) using (invoice_id)
    """,
}


def write(raw: Path, small: Path, out: Path) -> None:
    """Write the large inputs as typed Parquet, in the columns that the door gives them.

    Args:
        raw: Folder with the generated files.
        small: Folder with the inputs that the door made of a small volume: they give the columns
            and types, and every other table is copied from there.
        out: Folder for the inputs, made when absent.
    """
    out.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            "set enable_progress_bar = false; set threads = 2; set memory_limit = '4GB'"
        )
        connection.execute(f"set temp_directory = '{out / '.tmp'}'")
        for path in sorted(small.glob("*.parquet")):
            source = f"'{path}'"
            if path.stem in _DELIVERED:
                source = _select(connection, path, raw)
            connection.execute(
                f"copy (from {source}) to '{out / path.name}' (format parquet, compression zstd)"
            )


def _select(connection: duckdb.DuckDBPyConnection, path: Path, raw: Path) -> str:
    delivered = _DELIVERED[path.stem].format(raw=raw)
    own = _COLUMNS[path.stem]
    known = {row[0] for row in connection.execute(f"describe select * {delivered}").fetchall()}
    columns = []
    for name, kind, *_ in connection.execute(f"describe from '{path}'").fetchall():
        expression = own.get(name, name if name in known else "null")
        if name.endswith("_key"):
            # 'K000000012' is the twelfth account, 'Category 07' the seventh category.
            digits = f"regexp_extract({expression}, '[0-9]+$')"
            expression = f"1 + cast({digits} as int)"
        columns.append(f"cast({expression} as {kind}) as {name}")
    return f"(select {', '.join(columns)} {delivered})"
