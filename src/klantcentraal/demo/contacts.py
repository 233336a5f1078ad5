"""The people at the accounts: made-up names, mailboxes under .example, numbers nobody has."""

import duckdb

from klantcentraal.demo import names
from klantcentraal.demo.draws import Draws

# Job title and buying role of the second, third and fourth contact.
LATER_ROLES = (
    (("Directeur", "decider"), ("Bedrijfsleider", "decider"), ("Financieel manager", "influencer")),
    (("Werkvoorbereider", "user"), ("Magazijnmedewerker", "user"), ("Officemanager", "gatekeeper")),
    (
        ("Hoofd facilitair", "influencer"),
        ("Kwaliteitsmanager", "influencer"),
        ("Teamleider", "user"),
    ),
)

CONTACTS = """
    select
        contact_id,
        account_id,
        full_name,
        job_title,
        buying_role,
        email,
        phone,
        is_primary
    from demo_contacts
    order by account_number, contact_number
"""


def build(connection: duckdb.DuckDBPyConnection, draws: Draws) -> None:
    """Creates table demo_contacts: one to four rows per account.

    Phone numbers have a subscriber part that starts with 00, which Dutch numbers never do.

    Args:
        connection: The database, with demo_buyers, demo_account_terms and demo_identities.
        draws: The draws of this company.
    """
    keys = ("account", "contact_number")

    def uniform(name: str) -> str:
        return draws.uniform(f"contact.{name}", *keys)

    later = (
        "["
        + ", ".join(
            "[" + ", ".join(f"'{title}|{role}'" for title, role in roles) + "]"
            for roles in LATER_ROLES
        )
        + "]"
    )
    connection.execute(f"""
        create table demo_contacts as
        with counted as (
            select
                buyers.account,
                terms.account_number,
                terms.account_id,
                buyers.employees,
                identities.website_domain,
                identities.is_person_name,
                identities.owner_first_name,
                identities.owner_last_name,
                unnest(range(
                    1 + least(3, floor(
                        ln(buyers.employees) * {draws.uniform("account.contacts", "buyers.account")}
                    ))::bigint
                )) as contact_number
            from demo_buyers as buyers
            inner join demo_account_terms as terms
                on buyers.account = terms.account
            inner join demo_identities as identities
                on buyers.account = identities.account
        ),
        people as (
            select
                *,
                case
                    when contact_number > 0
                        then {later}[contact_number][1 + {draws.below("3", "contact.role", *keys)}]
                    when employees < 12 then 'Eigenaar|decider'
                    else 'Inkoper|buyer'
                end as title_and_role,
                case
                    when is_person_name and contact_number = 0 then owner_first_name
                    else {draws.pick(names.FIRST_NAMES, "contact.first_name", *keys)}
                end as first_name,
                case
                    when is_person_name and contact_number = 0 then owner_last_name
                    else {draws.pick(names.LAST_NAMES, "contact.last_name", *keys)}
                end as last_name
            from counted
        )
        select
            account,
            account_number,
            contact_number,
            'P' || (100000 + account_number) || '-' || (contact_number + 1) as contact_id,
            account_id,
            first_name || ' ' || last_name as full_name,
            split_part(title_and_role, '|', 1) as job_title,
            split_part(title_and_role, '|', 2) as buying_role,
            case
                when {uniform("email")} < 0.93
                    then lower(first_name) || '.' || replace(lower(last_name), ' ', '') || '@'
                    || coalesce(website_domain, 'postvak' || account_number || '.example')
            end as email,
            case
                when {uniform("phone")} < 0.9
                    then {
        draws.pick(("010", "020", "030", "040", "050", "070"), "contact.area", *keys)
    }
                    || '-00' || lpad({
        draws.below("100000", "contact.phone", *keys)
    }::varchar, 5, '0')
            end as phone,
            contact_number = 0 as is_primary
        from people
    """)
