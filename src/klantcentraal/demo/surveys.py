"""Survey responses: a yearly wave each spring among the accounts that buy."""

import duckdb

from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

# Share of the buyers that ever answers; of these, the share answering in one wave.
ANSWERING_SHARE = 0.45
WAVE_SHARE = 0.65

# Share of the answers with an opinion; and, of those without and with one, the share that says
# what the account needs or what matters most to it.
COMMENT_SHARE = 0.3
WORDS_ALONE_SHARE = 0.4
WORDS_ADDED_SHARE = 0.12

COMMENTS = {
    "low": (
        "Levering kwam weer te laat.",
        "Klachten worden niet opgepakt.",
        "Facturen kloppen niet altijd.",
        "Te duur voor wat het is.",
        "Te vaak niet op voorraad.",
    ),
    "middle": (
        "Prima, maar de website kan beter.",
        "Goede spullen, wisselende levertijd.",
        "Meer eigen merk graag.",
        "Contactpersoon wisselt te vaak.",
    ),
    "high": (
        "Snel geleverd en goed advies.",
        "Vaste contactpersoon, erg prettig.",
        "Ruim assortiment, alles op één plek.",
        "Afspraken worden nagekomen.",
        "Bestellen gaat vlot.",
    ),
}

SURVEY_RESPONSES = """
    select
        'S' || lpad(response_number::varchar, 6, '0') as response_id,
        account_id,
        responded_at,
        contact_id,
        nps_score,
        satisfaction_score,
        comment
    from demo_survey_responses
    order by response_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_survey_responses: one row per answer in a spring wave.

    Args:
        connection: The database, with demo_buyers, demo_documents, demo_contacts and
            demo_survey_words.
        draws: The draws of this company.
    """
    keys = ("account", "wave")

    def normal(name: str) -> str:
        return draws.normal(f"survey.{name}", *keys)

    def uniform(name: str) -> str:
        return draws.uniform(f"survey.{name}", *keys)

    waves = ", ".join(f"({year}::bigint)" for year in range(FIRST_DAY.year + 1, LAST_DAY.year + 1))
    connection.execute(f"""
        create table demo_survey_responses as
        with lives as (
            select
                account,
                min(invoice_date) as first_date,
                max(invoice_date) as last_date
            from demo_documents
            where not is_credit_note
            group by account
        ),
        asked as (
            select
                buyers.account,
                waves.wave,
                buyers.satisfaction,
                lives.first_date,
                lives.last_date,
                make_date(waves.wave, 3, 1)
                + {draws.below("85", "survey.day", "buyers.account", "waves.wave")}::integer
                    as response_date
            from demo_buyers as buyers
            inner join lives
                on buyers.account = lives.account
            cross join (values {waves}) as waves (wave)
            where {draws.uniform("survey.answers", "buyers.account")} < {ANSWERING_SHARE}
        ),
        answered as (
            select
                *,
                case isodow(response_date)
                    when 6 then response_date + 2
                    when 7 then response_date + 1
                    else response_date
                end::date as working_date,
                greatest(1, least(10, round(2 * (satisfaction + 0.7 * {normal("score")})) / 2))
                    as score
            from asked
            where
                response_date between first_date and last_date + 90
                and {uniform("wave")} < {WAVE_SHARE}
        ),
        scored as (
            select
                *,
                greatest(0, least(10, round(score + 0.4 + 0.8 * {normal("nps")})))::integer
                    as nps_score,
                case when {uniform("satisfaction_given")} < 0.9 then score end
                    as satisfaction_score,
                case
                    when {uniform("comment_given")} >= {COMMENT_SHARE} then null
                    when score < 6 then {draws.pick(COMMENTS["low"], "survey.low", *keys)}
                    when score < 8 then {draws.pick(COMMENTS["middle"], "survey.middle", *keys)}
                    else {draws.pick(COMMENTS["high"], "survey.high", *keys)}
                end as opinion,
                {uniform("words_given")} < case
                    when {uniform("comment_given")} < {COMMENT_SHARE} then {WORDS_ADDED_SHARE}
                    else {WORDS_ALONE_SHARE}
                end as has_words,
                to_minutes(480 + {draws.below("540", "survey.minute", *keys)}) as response_time
            from answered
        )
        select
            row_number() over (order by scored.working_date, contacts.contact_id)
                as response_number,
            scored.account,
            scored.wave,
            words.sentence is not null as has_words,
            contacts.account_id,
            scored.working_date + scored.response_time as responded_at,
            contacts.contact_id,
            scored.nps_score,
            scored.satisfaction_score,
            nullif(concat_ws(' ', scored.opinion, words.sentence), '') as comment
        from scored
        inner join demo_contacts as contacts
            on scored.account = contacts.account
            and contacts.is_primary
        left join demo_survey_words as words
            on scored.has_words
            and scored.account = words.account
            and scored.wave = words.wave
    """)
