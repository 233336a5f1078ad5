"""What is said about needs: texts of salesmen and customers, in words from lists of their own.

A quarter of the sentences about a need say it without the usual words (is_outside), about a fifth
of the accounts speak English, and some texts are about no need at all.
"""

import duckdb

from klantcentraal.demo.arrivals import (
    any_day,
    candidates,
    happens,
    office_hours,
    working_day,
)
from klantcentraal.demo.draws import Draws
from klantcentraal.demo.workdays import FIRST_DAY, LAST_DAY

OUTSIDE_SHARE = 0.25

# Texts in the four years: about a need; of an account that says its motive, about that; and of any
# account about nothing that can be sold.
NEED_TEXTS = 0.5
MOTIVE_TEXTS = 1.1
OTHER_TEXTS = 0.22
# Texts about two needs at once, of an account that has more than one.
SECOND_NEED_SHARE = 0.15
TAIL_SHARE = 0.35

# The form on the website asks for the category; not everyone fills it in.
CATEGORY_GIVEN_SHARE = 0.5

TAILS = {
    "nl": (
        "Graag een voorstel.",
        "Kunnen jullie hierbij helpen?",
        "Liefst voor het einde van de maand.",
        "Bel even als dat kan.",
        "Dit speelt al langer.",
    ),
    "en": (
        "Can you help us with this?",
        "Please send a proposal.",
        "We need it before the end of the month.",
    ),
}

STATED_NEEDS = """
    select
        'N' || lpad(need_text_number::varchar, 6, '0') as need_id,
        account_id,
        recorded_at,
        source,
        description,
        product_category
    from demo_stated_needs
    order by need_text_number
"""

# What a text is about, by number of what it was drawn for: a need's own number, or one of these.
MOTIVE, OTHER = 100, 101


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates tables demo_texts, demo_sentences, demo_stated_needs and demo_survey_words.

    demo_sentences has one row per sentence of a text, with the entity that the text stands in (0 =
    stated_needs, 1 = survey_responses), and the category or the motive that it truly means.

    Args:
        connection: The database, with demo_speakers, demo_needs, demo_products,
            demo_account_terms, demo_credit, demo_need_wordings and demo_other_wordings.
        draws: The draws of this company.
    """
    _build_texts(connection, draws)
    _build_survey_texts(connection, draws)
    _build_sentences(connection, draws)
    _build_stated_needs(connection, draws)


def _build_texts(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per text of stated_needs: whose, about which subject, and on which day."""
    keys = ("account", "subject", "candidate")
    connection.execute(f"""
        create table demo_texts as
        with subjects as (
            select
                account,
                need_number as subject,
                {NEED_TEXTS}::double as expected_texts,
                need_count
            from demo_needs
            union all
            select
                account,
                {MOTIVE} as subject,
                {MOTIVE_TEXTS} as expected_texts,
                0 as need_count
            from demo_speakers
            where says_motive
            union all
            select
                account,
                {OTHER} as subject,
                {OTHER_TEXTS} as expected_texts,
                0 as need_count
            from demo_speakers
        ),
        drawn as (
            select
                *,
                {candidates("expected_texts")} as candidate
            from subjects
        ),
        said as (
            select
                *,
                {any_day(draws, "need.day", *keys)} as wished_date,
                {draws.uniform("need.second", *keys)} as second_draw
            from drawn
            where {happens(draws, "need.happens", "expected_texts", *keys)}
        )
        select
            said.account,
            said.subject,
            1000 * said.subject + said.candidate as slot,
            {working_day("said.wished_date")} as recorded_date,
            case
                when said.need_count > 1 and said.second_draw < {SECOND_NEED_SHARE}
                    then (said.subject + 1) % said.need_count
            end as second_subject
        from said
        inner join demo_credit as credit
            on said.account = credit.account
            and said.wished_date >= credit.customer_since
    """)


def _build_survey_texts(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """One row per account and spring wave: what it would say, if it is asked and comments."""
    keys = ("account", "slot")
    first, last = FIRST_DAY.year + 1, LAST_DAY.year + 1
    connection.execute(f"""
        create table demo_survey_texts as
        with waves as (
            select
                account,
                says_motive,
                unnest(range({first}, {last})) as slot
            from demo_speakers
        ),
        counts as (
            select
                account,
                max(need_count) as need_count
            from demo_needs
            group by account
        ),
        drawn as (
            select
                waves.account,
                waves.slot,
                waves.says_motive,
                counts.need_count,
                {draws.uniform("survey.subject", "waves.account", "waves.slot")} as subject_draw
            from waves
            left join counts
                on waves.account = counts.account
        )
        select
            account,
            slot,
            case
                when says_motive and (need_count is null or subject_draw < 0.35) then {MOTIVE}
                when need_count > 0
                    then {draws.below("need_count", "survey.need", *keys)}
            end as subject
        from drawn
    """)


def _build_sentences(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Words for every subject: drawn from the list of its category or motive and language."""
    keys = ("entity_number", "account", "slot", "part")
    connection.execute(f"""
        create table demo_sentences as
        with parts as (
            select
                0::bigint as entity_number,
                account,
                slot,
                0::bigint as part,
                subject
            from demo_texts
            union all
            select
                0::bigint as entity_number,
                account,
                slot,
                1::bigint as part,
                second_subject as subject
            from demo_texts
            where second_subject is not null
            union all
            select
                1::bigint as entity_number,
                account,
                slot,
                0::bigint as part,
                subject
            from demo_survey_texts
            where subject is not null
        ),
        drawn as (
            select
                *,
                {draws.uniform("sentence.outside", *keys)} < {OUTSIDE_SHARE} as is_outside,
                {draws.uniform("sentence.text", *keys)} as text_draw
            from parts
        ),
        need_lists as (
            select
                categories.category_number,
                wordings.language,
                wordings.is_outside,
                list(wordings.text order by wordings.text) as texts
            from demo_need_wordings as wordings
            inner join (
                select distinct
                    product_category,
                    category_number
                from demo_products
            ) as categories
                on wordings.product_category = categories.product_category
            group by categories.category_number, wordings.language, wordings.is_outside
        ),
        other_lists as (
            select
                coalesce(motive, '') as motive,
                language,
                list(text order by text) as texts
            from demo_other_wordings
            group by coalesce(motive, ''), language
        ),
        meant as (
            select
                drawn.*,
                speakers.language,
                needs.category_number,
                case when drawn.subject = {MOTIVE} then speakers.motive end as motive
            from drawn
            inner join demo_speakers as speakers
                on drawn.account = speakers.account
            left join demo_needs as needs
                on drawn.account = needs.account
                and drawn.subject = needs.need_number
        ),
        listed as (
            select
                meant.*,
                coalesce(need_lists.texts, other_lists.texts) as texts
            from meant
            left join need_lists
                on meant.category_number = need_lists.category_number
                and meant.language = need_lists.language
                and meant.is_outside = need_lists.is_outside
            left join other_lists
                on coalesce(meant.motive, '') = other_lists.motive
                and meant.language = other_lists.language
        )
        select
            entity_number,
            account,
            slot,
            part,
            category_number,
            motive,
            language,
            is_outside and category_number is not null as is_outside,
            texts[1 + floor(len(texts) * text_draw)::bigint] as sentence
        from listed
    """)
    connection.execute("""
        create table demo_survey_words as
        select
            account,
            slot as wave,
            sentence
        from demo_sentences
        where entity_number = 1
    """)


def _build_stated_needs(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    keys = ("account", "slot")

    def uniform(name: str) -> str:
        return draws.uniform(f"need.{name}", *keys)

    tails = " ".join(
        f"when language = '{language}' then {draws.pick(texts, f'need.tail.{language}', *keys)}"
        for language, texts in TAILS.items()
    )
    connection.execute(f"""
        create table demo_stated_needs as
        with texts as (
            select
                account,
                slot,
                any_value(language) as language,
                string_agg(sentence, ' ' order by part) as said,
                case when count(category_number) = 1 and not bool_or(is_outside)
                    then max(category_number) end as clear_category_number,
                count(category_number) as need_count
            from demo_sentences
            where entity_number = 0
            group by account, slot
        ),
        recorded as (
            select
                account,
                slot,
                clear_category_number,
                said
                || case
                    when need_count > 0 and {uniform("tail")} < {TAIL_SHARE}
                        then ' ' || case {tails} end
                    else ''
                end as description,
                case
                    when {uniform("source")} < 0.5 then 'sales'
                    when {uniform("source")} < 0.85 then 'web'
                    else 'survey'
                end as source,
                {uniform("category")} as category_draw,
                {office_hours(draws, "need.minute", *keys)} as recorded_time
            from texts
        ),
        categories as (
            select distinct
                product_category,
                category_number
            from demo_products
        )
        select
            row_number() over (
                order by
                    said.recorded_date + recorded.recorded_time, terms.account_number, said.slot
            ) as need_text_number,
            said.account,
            said.slot,
            terms.account_id,
            (said.recorded_date + recorded.recorded_time)::timestamp as recorded_at,
            recorded.source,
            recorded.description,
            case
                when recorded.source = 'web' and recorded.category_draw < {CATEGORY_GIVEN_SHARE}
                    then categories.product_category
            end as product_category
        from demo_texts as said
        inner join recorded
            on said.account = recorded.account
            and said.slot = recorded.slot
        inner join demo_account_terms as terms
            on said.account = terms.account
        left join categories
            on recorded.clear_category_number = categories.category_number
    """)
