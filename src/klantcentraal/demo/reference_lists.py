"""The lists behind the demo company: sectors, cities, products and words, as package data."""

from importlib.resources import as_file, files

import duckdb

from klantcentraal.quoting import literal

LISTS = {
    "demo_sectors": (
        "sectors.csv",
        "'industry_code': 'varchar', 'industry_name': 'varchar', 'sector_group': 'varchar', "
        "'season': 'varchar', 'weekday': 'varchar', 'median_employees': 'bigint', "
        "'weight': 'bigint', 'name_words': 'varchar'",
    ),
    "demo_cities": (
        "cities.csv",
        "'city': 'varchar', 'region': 'varchar', 'sales_region': 'varchar', "
        "'first_postcode': 'bigint', 'last_postcode': 'bigint', 'weight': 'bigint'",
    ),
    "demo_products": (
        "products.csv",
        "'category_number': 'bigint', 'product_number': 'bigint', 'product_id': 'varchar', "
        "'product_name': 'varchar', 'product_category': 'varchar', "
        "'product_subcategory': 'varchar', 'brand': 'varchar', 'price_tier': 'varchar', "
        "'unit_cost': 'decimal(18, 2)', 'list_price': 'decimal(18, 2)'",
    ),
    "demo_need_wordings": (
        "needs_wording.csv",
        "'product_category': 'varchar', 'language': 'varchar', 'is_outside': 'boolean', "
        "'text': 'varchar'",
    ),
    "demo_other_wordings": (
        "other_wording.csv",
        "'motive': 'varchar', 'language': 'varchar', 'text': 'varchar'",
    ),
    "demo_keywords": (
        "keywords.csv",
        "'keyword_number': 'bigint', 'keyword': 'varchar', 'word_type': 'varchar', "
        "'product_category': 'varchar'",
    ),
}


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates the tables of LISTS from the lists in the package.

    Args:
        connection: The database in which the demo company is built.
    """
    for table, (name, columns) in LISTS.items():
        with as_file(files("klantcentraal.demo") / name) as path:
            connection.execute(
                f"create table {table} as select * from read_csv("
                f"{literal(str(path))}, header = true, columns = {{{columns}}})"
            )
