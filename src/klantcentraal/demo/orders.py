"""Orders and their lines: when each account buys, what and for how much."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import DAYS, FIRST_DAY

# Shape 4 needs four exponential draws per interval; their names number them.
GAMMA_PARTS = 4

# Share of the lines outside the account's own categories, and how strongly it prefers favourites:
# 1 would be evenly spread, higher leans to the first of its categories and products.
EXPLORING_SHARE = 0.02
CATEGORY_LEANING = 1.3
PRODUCT_LEANING = 1.8

# Standard deviation of ln(amount) of the orders of one account, and of the lines of one order.
ORDER_SD = 0.45
LINE_SD = 0.4

# Share of the lines for which the motive of quality or brand decides over the favourite.
QUALITY_PICK_SHARE = 0.45
BRAND_PICK_SHARE = 0.45

YEARLY_PRICE_RISE = 0.03
TAX_RATE = 0.21

# Orders per account stay below this, so that one number identifies an order.
ORDER_KEYS = 100_000


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_orders (one row per order) and demo_order_lines (one per line).

    Args:
        connection: The database, with demo_buyers, demo_calendar, demo_preferences and
            demo_products.
        draws: The draws of this company.
    """
    _build_orders(connection, draws)
    _build_choices(connection)
    _build_lines(connection, draws)


def _build_orders(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Chance arrivals in even time, stretched over the working days."""
    keys = ("account", "order_number")
    gaps = [draws.exponential(f"order.gap.{part}", *keys) for part in range(GAMMA_PARTS)]
    connection.execute(f"""
        create table demo_orders as
        with candidates as (
            select
                account,
                rhythm_shape,
                -- As if nobody stopped, so that the rhythm tells nothing of a stop to come.
                orders_per_year * ({DAYS} - entry_day) / 365.25 as expected_orders,
                unnest(range(8 + ceil(
                    orders_per_year * ({DAYS} - entry_day) / 365.25
                    + 6 * sqrt(orders_per_year * ({DAYS} - entry_day) / 365.25)
                )::bigint)) as order_number
            from demo_buyers
            where not has_never_bought
        ),
        gaps as (
            -- Whole millionths of a mean interval: an exact running sum, whatever the threads.
            select
                account,
                order_number,
                expected_orders,
                case
                    when order_number = 0 then 0
                    when rhythm_shape = 1 then round(1e6 * {gaps[0]})
                    else round(1e6 * ({" + ".join(gaps)}) / {GAMMA_PARTS})
                end::bigint as gap
            from candidates
        ),
        arrivals as (
            select
                account,
                order_number,
                sum(gap) over (partition by account order by order_number)::double
                / 1e6
                / greatest(expected_orders, 1e-9) as elapsed_share
            from gaps
        ),
        placed as (
            -- The order falls where the growing rhythm has reached the elapsed share.
            select
                arrivals.account,
                arrivals.order_number,
                buyers.season,
                buyers.weekday,
                buyers.last_day,
                -- Median list amount: the means of the draws below and the discount come on top.
                buyers.order_amount
                / exp(({ORDER_SD} * {ORDER_SD} + {LINE_SD} * {LINE_SD}) / 2)
                / (1 - buyers.discounted_share * buyers.discount) as order_amount,
                buyers.lines,
                least(
                    buyers.entry_day + ({DAYS} - buyers.entry_day) * case
                        when buyers.growth = 0 then arrivals.elapsed_share
                        else (
                            buyers.growth - 1 + sqrt(
                                power(1 - buyers.growth, 2)
                                + 4 * buyers.growth * arrivals.elapsed_share
                            )
                        ) / (2 * buyers.growth)
                    end,
                    {DAYS} - 0.000001
                ) as even_day
            from arrivals
            inner join demo_buyers as buyers
                on arrivals.account = buyers.account
            where arrivals.elapsed_share < 1 or arrivals.order_number = 0
        )
        select
            placed.account * {ORDER_KEYS} + placed.order_number as order_key,
            placed.account,
            placed.order_number,
            demo_calendar.calendar_date as order_date,
            placed.order_amount * exp({ORDER_SD} * {draws.normal("order.amount", *keys)})
                as order_amount,
            1 + least(11, floor(
                (placed.lines - 1) * {draws.exponential("order.lines", *keys)} + 0.3
            ))::bigint as line_count
        from placed
        asof inner join demo_calendar
            on placed.season = demo_calendar.season
            and placed.weekday = demo_calendar.weekday
            and placed.even_day >= demo_calendar.even_day_from
        where placed.even_day < placed.last_day or placed.order_number = 0
    """)


def _build_choices(connection: duckdb.DuckDBPyConnection) -> None:
    """One row per category and brand: the numbers of the premium and of the brand's products."""
    connection.execute("""
        create table demo_choices as
        with premiums as (
            select
                category_number,
                list(product_number order by product_number) as premium_numbers
            from demo_products
            where price_tier = 'premium'
            group by category_number
        )
        select
            products.category_number,
            products.brand,
            premiums.premium_numbers,
            list(products.product_number order by products.product_number) as brand_numbers
        from demo_products as products
        inner join premiums
            on products.category_number = premiums.category_number
        group by products.category_number, products.brand, premiums.premium_numbers
    """)


def _build_lines(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "order_number", "line")

    def uniform(name: str) -> str:
        return draws.uniform(f"line.{name}", *keys)

    favourite = draws.below("10", "account.favourite", "chosen.account", "chosen.category_number")
    rise = f"power(1 + {YEARLY_PRICE_RISE}, year(picked.order_date) - {FIRST_DAY.year})"
    connection.execute(f"""
        create table demo_order_lines as
        with lines as (
            select
                *,
                unnest(range(line_count)) as line
            from demo_orders
        ),
        drawn as (
            select
                *,
                {uniform("explore")} as explore_draw,
                {draws.below("12", "line.category", *keys)} as any_category,
                power({uniform("category")}, {CATEGORY_LEANING}) as category_draw,
                floor(10 * power({uniform("product")}, {PRODUCT_LEANING}))::bigint
                    as product_rank,
                exp({LINE_SD} * {draws.normal("line.quantity", *keys)}) as quantity_factor,
                {uniform("motive")} as motive_draw,
                {uniform("discounted")} as discounted_draw,
                {draws.below("5", "line.discount", *keys)} as discount_step
            from lines
        ),
        chosen as (
            select
                drawn.order_key,
                drawn.line,
                drawn.account,
                drawn.order_date,
                drawn.order_amount / drawn.line_count * drawn.quantity_factor as line_amount,
                drawn.product_rank,
                drawn.motive_draw,
                buyers.motive,
                buyers.favourite_brand,
                case
                    when drawn.explore_draw < {EXPLORING_SHARE} then drawn.any_category
                    else preferences.category_numbers[
                        1 + floor(buyers.categories * drawn.category_draw)::bigint
                    ]
                end as category_number,
                case
                    when drawn.discounted_draw >= buyers.discounted_share then 0
                    -- A contract fixes the discount; others bargain for more or less of it.
                    when buyers.has_contract then buyers.discount
                    else buyers.discount * (0.5 + 0.25 * drawn.discount_step)
                end as discount_rate
            from drawn
            inner join demo_buyers as buyers
                on drawn.account = buyers.account
            inner join demo_preferences as preferences
                on drawn.account = preferences.account
        ),
        picked as (
            select
                chosen.*,
                -- An account has favourites of its own and comes back to them.
                case
                    when chosen.motive = 'quality' and chosen.motive_draw < {QUALITY_PICK_SHARE}
                        then choices.premium_numbers[
                            1 + (chosen.product_rank + {favourite}) % len(choices.premium_numbers)
                        ]
                    when chosen.motive = 'brand' and chosen.motive_draw < {BRAND_PICK_SHARE}
                        then choices.brand_numbers[
                            1 + (chosen.product_rank + {favourite}) % len(choices.brand_numbers)
                        ]
                    else (chosen.product_rank + {favourite}) % 10
                end as product_number
            from chosen
            inner join demo_choices as choices
                on chosen.category_number = choices.category_number
                and chosen.favourite_brand = choices.brand
        ),
        priced as (
            select
                picked.order_key,
                picked.line,
                picked.line_amount,
                picked.discount_rate,
                products.product_id,
                round(products.list_price::double * {rise}, 2) as price,
                round(products.unit_cost::double * {rise}, 2) as cost
            from picked
            inner join demo_products as products
                on picked.category_number = products.category_number
                and picked.product_number = products.product_number
        ),
        counted as (
            select
                *,
                greatest(1, round(line_amount / price))::bigint as quantity
            from priced
        ),
        amounts as (
            select
                order_key,
                line,
                product_id,
                quantity,
                round(quantity * price, 2)::decimal(18, 2) as list_amount,
                round(quantity * price * discount_rate, 2)::decimal(18, 2) as discount_amount,
                round(quantity * cost, 2)::decimal(18, 2) as cost_amount
            from counted
        )
        select
            order_key,
            line,
            product_id,
            quantity,
            discount_amount,
            cost_amount,
            (list_amount - discount_amount)::decimal(18, 2) as net_amount,
            round({TAX_RATE} * (list_amount - discount_amount)::double, 2)::decimal(18, 2)
                as tax_amount
        from amounts
    """)
