"""Made-up registration and VAT numbers, as SQL.

The numbers pass the checks that real ones pass, yet none should be anyone's: Chamber of Commerce
(KvK) numbers start with 00 and fiscal numbers (RSIN) with 89, ranges that were not handed out when
this was written.
"""

# A prime below a million: multiplying by another number modulo it visits every slot once.
SLOTS = 999_983
_STEP = 611_953


def slot(account: str, seed: int, offset: int) -> str:
    """Gives each account a slot of its own, in an order that looks arbitrary.

    Args:
        account: SQL expression, the account's number from 0 to SLOTS - 1.
        seed: Seed of the company.
        offset: Distinguishes uses, so that two numbers of one account share no digits.

    Returns:
        An SQL expression, BIGINT in 0..SLOTS - 1, different for each account.
    """
    return f"(({account} * {_STEP} + {(seed * 7_919 + offset) % SLOTS}) % {SLOTS})"


def registration_number(slot_sql: str) -> str:
    """Builds a number of eight digits in the form of the KvK; an SQL expression, VARCHAR."""
    return f"'00' || lpad({slot_sql}::varchar, 6, '0')"


def vat_number_of_company(slot_sql: str) -> str:
    """Builds the VAT number of a company or foundation.

    The number is an RSIN, whose weights 9 to 2 and -1 give a multiple of 11 (the eleven test of the
    Dutch tax office), the letter B and 01.

    Args:
        slot_sql: SQL expression, BIGINT in 0..SLOTS - 1.

    Returns:
        An SQL expression, VARCHAR such as NL891234564B01.
    """
    # Base numbers are even, so one can be added without a carry where the check digit would be 10.
    base = f"(89000000 + 2 * ({slot_sql} % 500000))"
    first = _eleven(base)
    return (
        f"'NL' || case when {first} = 10 then ({base} + 1)::varchar || ({_eleven(f'({base} + 1)')})"
        f"::varchar else {base}::varchar || ({first})::varchar end || 'B' || "
        f"lpad((1 + {slot_sql} // 500000)::varchar, 2, '0')"
    )


def vat_number_of_sole_trader(slot_sql: str) -> str:
    """Builds the VAT identification number of a sole trader.

    Since 2020 it holds no citizen service number: nine digits, B and two digits, which with NL as
    2321 and B as 11 give 1 modulo 97 (ISO 7064).

    Args:
        slot_sql: SQL expression, BIGINT in 0..SLOTS - 1.

    Returns:
        An SQL expression, VARCHAR such as NL005123456B47.
    """
    digits = f"(5000000 + {slot_sql})"
    # 2321 and nine digits and 11 and 00, as one number; its check digits are 98 minus the rest.
    number = f"(23210000000000000 + {digits} * 10000 + 1100)"
    return (
        f"'NL' || lpad({digits}::varchar, 9, '0') || 'B' || "
        f"lpad((98 - {number} % 97)::varchar, 2, '0')"
    )


def _eleven(base: str) -> str:
    weighted = " + ".join(
        f"{weight} * ({base} // {10 ** (weight - 2)} % 10)" for weight in range(9, 1, -1)
    )
    return f"(({weighted}) % 11)"
