"""The demo's time: four years of working days, weighted by season and weekday profiles.

Accounts buy in "even time", days since the window began in which every day weighs the same.
A profile stretches even time over the working days, so that a busy week gets more orders while the
account's own rhythm stays what was planted.
"""

import datetime

import duckdb

FIRST_DAY = datetime.date(2022, 7, 1)
LAST_DAY = datetime.date(2026, 6, 30)
DAYS = (LAST_DAY - FIRST_DAY).days + 1

# Month weights, January to December; the mean is near 1 and the extremes stay within a factor 2,
# as monthly turnover of Dutch trade branches does.
SEASONS: dict[str, tuple[float, ...]] = {
    "vlak": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9, 0.9, 1.0, 1.05, 1.05, 1.0),
    "zomer": (0.7, 0.75, 0.9, 1.1, 1.25, 1.35, 1.4, 1.3, 1.0, 0.85, 0.7, 0.8),
    "winter": (1.25, 1.2, 1.05, 0.9, 0.85, 0.8, 0.75, 0.8, 1.0, 1.1, 1.2, 1.2),
    "bouw": (0.8, 0.9, 1.1, 1.15, 1.2, 1.15, 0.85, 0.75, 1.15, 1.15, 1.1, 0.7),
    "feest": (0.8, 0.8, 0.9, 0.95, 0.95, 0.9, 0.85, 0.85, 1.0, 1.15, 1.4, 1.45),
    "school": (1.05, 0.95, 1.0, 0.95, 0.95, 1.0, 0.6, 1.3, 1.4, 1.05, 0.95, 0.75),
}

# Weights of Monday to Friday; the company does not invoice in weekends.
WEEKDAYS: dict[str, tuple[float, ...]] = {
    "gelijk": (1.0, 1.0, 1.0, 1.0, 1.0),
    "begin": (1.7, 1.3, 0.8, 0.6, 0.6),
    "midden": (0.7, 1.3, 1.4, 1.0, 0.6),
    "eind": (0.5, 0.7, 0.9, 1.3, 1.6),
}

# Month and day without invoices: New Year, King's Day, Christmas.
HOLIDAYS = ("01-01", "04-27", "12-25", "12-26")


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Creates tables demo_seasons, demo_weekdays and demo_calendar.

    The first two hold the profiles: name, month (1-12) or weekday (1-5) number and weight.
    demo_calendar has one row per season, weekday profile and working day, with even_day_from, the
    even time in days at which the working day starts (0 up to DAYS).

    Args:
        connection: The database in which the demo company is built.
    """
    seasons = ", ".join(
        f"('{name}', {month}, {weight})"
        for name, weights in SEASONS.items()
        for month, weight in enumerate(weights, start=1)
    )
    weekdays = ", ".join(
        f"('{name}', {day}, {weight})"
        for name, weights in WEEKDAYS.items()
        for day, weight in enumerate(weights, start=1)
    )
    holidays = ", ".join(f"'{day}'" for day in HOLIDAYS)
    # Weights are whole hundredths: sums of integers do not depend on the order of addition.
    connection.execute(f"""
        create table demo_seasons as
        select * from (values {seasons}) as listed (season, month_number, season_weight)
    """)
    connection.execute(f"""
        create table demo_weekdays as
        select * from (values {weekdays}) as listed (weekday, weekday_number, weekday_weight)
    """)
    connection.execute(f"""
        create table demo_calendar as
        with days as (
            select date '{FIRST_DAY}' + day_number::integer as calendar_date
            from range({DAYS}) as numbers (day_number)
        ),
        weighted as (
            select
                season,
                weekday,
                calendar_date,
                round(10000 * season_weight * weekday_weight)::bigint as weight
            from days
            inner join demo_seasons
                on month(calendar_date) = month_number
            inner join demo_weekdays
                on isodow(calendar_date) = weekday_number
            where strftime(calendar_date, '%m-%d') not in ({holidays})
        ),
        running as (
            select
                *,
                sum(weight) over (
                    partition by season, weekday order by calendar_date
                ) as weight_to,
                sum(weight) over (partition by season, weekday) as weight_all
            from weighted
        )
        select
            season,
            weekday,
            calendar_date,
            {DAYS}.0 * (weight_to - weight)::double / weight_all::double as even_day_from
        from running
        order by season, weekday, calendar_date
    """)
