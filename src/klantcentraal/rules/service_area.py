"""rules_service_area: the countries and regions where customers are served."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from klantcentraal.rules.kinds import Text, quoted
from klantcentraal.rules.rows import Known, Problem, Row
from klantcentraal.rules.table import Column, RuleTable


@dataclass(frozen=True)
class CountryCode:
    """Two capitals, as accounts carry them (ISO 3166-1 alpha-2)."""

    sql_type: ClassVar[str] = "string"

    def fault(self, text: str) -> str | None:
        """Refuse anything else; see Kind.fault."""
        if re.fullmatch(r"[A-Z]{2}", text):
            return None
        return f"{quoted(text)} is no country code: write two capitals, such as NL"


def _regions(rows: Sequence[Row], _known: Known) -> Iterator[Problem]:
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        country, region = row["country_code"], row["region"].casefold()
        first = lines[country].setdefault(region, row.line)
        if first != row.line:
            reason = f"{quoted(row['region'])} stands in line {first} in other capitals: keep one"
            yield Problem(reason, row.line, "region")
    for country, regions in lines.items():
        whole = regions.pop("", None)
        for line in regions.values() if whole else ():
            reason = f"line {whole} serves the whole of {country}: keep that line or its regions"
            yield Problem(reason, line, "region")


TABLE = RuleTable(
    "rules_service_area",
    columns=(
        Column("country_code", CountryCode()),
        Column("region", Text(), is_required=False),
        Column("reason", Text(), is_required=False),
    ),
    keys=(("country_code", "region"),),
    rules=(_regions,),
    may_be_empty=True,
)
