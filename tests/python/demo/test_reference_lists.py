import re

import duckdb
import pytest

from klantcentraal.demo import assortment, buyers, reference_lists, workdays


@pytest.fixture(scope="module")
def lists() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    reference_lists.build(connection)
    return connection


def test_sectors__have_sbi_codes_of_four_or_five_digits(lists: duckdb.DuckDBPyConnection) -> None:
    rows = lists.execute(
        "select industry_code, industry_name, season, weekday, sector_group, name_words "
        "from demo_sectors"
    ).fetchall()
    assert 30 <= len(rows) <= 40
    assert len({row[0] for row in rows}) == len(rows)
    for code, name, season, weekday, group, words in rows:
        assert re.fullmatch(r"\d{4,5}", code), name
        assert season in workdays.SEASONS
        assert weekday in workdays.WEEKDAYS
        assert group in assortment.AFFINITIES
        assert len(words.split("|")) == 3


def test_sectors__keep_the_leading_zero(lists: duckdb.DuckDBPyConnection) -> None:
    row = lists.execute(
        "select count(*) from demo_sectors where industry_code like '01%'"
    ).fetchone()
    assert row == (2,)


def test_cities__lie_in_the_twelve_provinces(lists: duckdb.DuckDBPyConnection) -> None:
    row = lists.execute("""
        select
            count(distinct region),
            count(*) - count(distinct city),
            count(*) filter (first_postcode not between 1000 and last_postcode),
            count(*) filter (last_postcode > 9999)
        from demo_cities
    """).fetchone()
    assert row == (12, 0, 0, 0)


def test_products__are_ten_in_each_of_twelve_categories(lists: duckdb.DuckDBPyConnection) -> None:
    rows = lists.execute("""
        select
            product_category,
            count(distinct product_number),
            count(distinct category_number),
            count(distinct price_tier),
            count(distinct brand),
            min(list_price - unit_cost) > 0
        from demo_products
        group by product_category
    """).fetchall()
    assert len(rows) == 12
    assert all(row[1:] == (10, 1, 3, 5, True) for row in rows)


def test_products__each_brand_has_several_tiers(lists: duckdb.DuckDBPyConnection) -> None:
    rows = lists.execute("""
        select brand, count(distinct price_tier), avg((price_tier = 'premium')::int)
        from demo_products
        group by brand
        order by brand
    """).fetchall()
    assert tuple(row[0] for row in rows) == buyers.BRANDS
    assert all(row[1] == 3 and 0.1 < row[2] < 0.4 for row in rows)
