import duckdb


def test_preferences__list_every_category_once(company: duckdb.DuckDBPyConnection) -> None:
    row = company.execute("""
        select
            count(*),
            min(len(list_distinct(category_numbers))),
            max(len(category_numbers))
        from demo_preferences
    """).fetchone()
    assert row == (1200, 12, 12)


def test_preferences__lean_to_what_the_sector_needs(company: duckdb.DuckDBPyConnection) -> None:
    rows = dict(
        company.execute("""
            select
                sector_group,
                avg((category_numbers[1] = 2)::int)
            from demo_preferences
            inner join demo_buyers
                using (account)
            inner join demo_sectors
                using (industry_code)
            group by sector_group
        """).fetchall()
    )
    assert rows["horeca"] > 0.1 > rows["bouw"]


def test_accounts__buy_from_about_as_many_categories_as_planted(
    company: duckdb.DuckDBPyConnection,
) -> None:
    row = company.execute("""
        with bought as (
            select account, count(distinct product_category) as category_count
            from demo_documents
            inner join demo_document_lines
                using (document_number)
            inner join demo_products
                using (product_id)
            group by account
        )
        select corr(category_count, categories)
        from bought
        inner join demo_buyers
            using (account)
    """).fetchone()
    assert row is not None
    assert row[0] > 0.8
