import pytest

from klantcentraal.rules.kinds import (
    Choice,
    Date,
    Flag,
    Kind,
    Name,
    Number,
    Reference,
    Text,
    Timestamp,
    WholeNumber,
    quoted,
)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (Text(), ("a", "a b", "é"), (" a", "a ", "a\u00a0")),
        (Name(), ("a", "a_1"), ("A", "1a", "a-b", "a b")),
        (Choice(("x", "y")), ("x", "y"), ("X", "z")),
        (Number(0, 1), ("0", "1", "0.50"), ("-0.01", "1.01", "1e-1", ".5", "0,5", "nan", "٣")),
        (Number(), ("-5", "1234567.89"), ("inf", "1 000", "+1")),
        (WholeNumber(), ("0", "-12", "2147483647"), ("2147483648", "1.0", "1_000")),
        (Date(), ("2024-02-29",), ("2023-02-29", "2024-2-9", "20240229", "29-02-2024", "today")),
        (
            Timestamp(),
            ("2024-02-29 13:45:00", "2024-02-29T13:45:00.123"),
            ("2024-02-29", "2024-02-29 25:00:00", "2024-02-30 13:45:00", "2024-02-29 13:45"),
        ),
        (Flag(), ("true", "false"), ("True", "1", "ja")),
    ],
)
def test_kind_takes_what_duckdb_reads_in_one_way(
    kind: Kind, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    assert [text for text in right if kind.fault(text)] == []
    assert [text for text in wrong if not kind.fault(text)] == []


def test_a_reference_takes_what_stands_there_and_its_extra_values() -> None:
    reference = Reference("control_rules", "rule_id", extra=("reconciliation",))
    assert reference.fault("future_date", ("future_date",)) is None
    assert reference.fault("reconciliation", ("future_date",)) is None
    assert reference.fault("future_dates", ("future_date",)) == (
        "'future_dates' is no rule_id of control_rules: is it future_date?"
    )


def test_a_value_is_shown_on_one_line_with_what_cannot_be_seen() -> None:
    assert quoted("two\nlines") == "'two lines'"
    assert quoted("log\u200b") == "'log\\u200b'"
    assert len(quoted("x" * 1000)) < 70
