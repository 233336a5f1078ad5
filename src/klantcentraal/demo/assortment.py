"""What accounts buy: the products and each account's order of preference of the categories."""

import duckdb

from klantcentraal.demo.draws import Draws

PRODUCTS = """
    select
        product_id,
        product_name,
        product_category,
        product_subcategory,
        brand,
        price_tier,
        unit_cost,
        list_price
    from demo_products
    order by product_id
"""

# Weight of the twelve categories, in the order of products.csv, per group of sectors.
AFFINITIES: dict[str, tuple[int, ...]] = {
    "agro": (4, 3, 1, 5, 4, 6, 3, 2, 3, 3, 1, 3),
    "auto": (4, 4, 1, 1, 5, 5, 6, 5, 4, 3, 2, 3),
    "bouw": (1, 1, 1, 1, 6, 6, 6, 7, 8, 5, 1, 2),
    "dienst": (9, 8, 2, 1, 4, 4, 2, 1, 1, 2, 2, 1),
    "horeca": (7, 6, 9, 2, 3, 1, 1, 1, 1, 2, 2, 1),
    "industrie": (3, 3, 1, 4, 5, 6, 5, 5, 5, 4, 2, 5),
    "kantoor": (3, 4, 3, 2, 1, 1, 1, 1, 1, 3, 9, 2),
    "logistiek": (2, 3, 1, 9, 4, 5, 2, 1, 1, 2, 3, 8),
    "winkel": (5, 5, 3, 7, 2, 1, 2, 1, 2, 3, 4, 5),
    "zorg": (7, 8, 3, 1, 3, 5, 1, 1, 1, 3, 6, 2),
}


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_preferences: one row per account, its category numbers, favourite first.

    Args:
        connection: The database, with demo_buyers and demo_sectors.
        draws: The draws of this company.
    """
    affinities = ", ".join(
        f"('{group}', {number}::bigint, {weight})"
        for group, weights in AFFINITIES.items()
        for number, weight in enumerate(weights)
    )
    # Weighted order without replacement: the smallest exponential draw over weight comes first.
    connection.execute(f"""
        create table demo_preferences as
        with weighted as (
            select
                buyers.account,
                affinities.category_number,
                {draws.exponential("account.preference", "account", "category_number")}
                    / affinities.weight as turn
            from demo_buyers as buyers
            inner join demo_sectors as sectors
                on buyers.industry_code = sectors.industry_code
            inner join (values {affinities}) as affinities (sector_group, category_number, weight)
                on sectors.sector_group = affinities.sector_group
        )
        select
            account,
            list(category_number order by turn, category_number) as category_numbers
        from weighted
        group by account
    """)
