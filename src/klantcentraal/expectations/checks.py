"""The checks that suites are made of, each with its lasting rule name."""

from klantcentraal.expectations.suites import Check, Severity


def unique(*columns: str) -> Check:
    """Expect that no two rows have one key.

    Args:
        *columns: the key.

    Returns:
        The check, named after the first column.
    """
    if len(columns) == 1:
        return Check("unique", columns[0], "ExpectColumnValuesToBeUnique")
    return Check(
        "unique",
        columns[0],
        "ExpectCompoundColumnsToBeUnique",
        {"column_list": list(columns)},
    )


def filled(column: str) -> Check:
    """Expect a value in every row.

    Args:
        column: a column.

    Returns:
        The check.
    """
    return Check("not_null", column, "ExpectColumnValuesToNotBeNull")


def between(
    column: str, lowest: float | None, highest: float | None, severity: Severity = "critical"
) -> Check:
    """Expect that the values that are there lie in a range.

    Args:
        column: a column.
        lowest: smallest value allowed; None = no limit.
        highest: largest value allowed; None = no limit.
        severity: what a failure does.

    Returns:
        The check.
    """
    return Check(
        "in_range",
        column,
        "ExpectColumnValuesToBeBetween",
        {"min_value": lowest, "max_value": highest},
        severity,
    )


def in_set(column: str, *values: str) -> Check:
    """Expect that the values that are there are known ones.

    Args:
        column: a column.
        *values: the known values.

    Returns:
        The check.
    """
    return Check("known", column, "ExpectColumnValuesToBeInSet", {"value_set": list(values)})
