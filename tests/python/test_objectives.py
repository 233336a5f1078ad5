from pathlib import Path

import pytest

from klantcentraal import objectives
from klantcentraal.errors import UsageError

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize("objective", ["conversion", "quantitative", objectives.DEFAULT])
def test_shipped_objectives_can_be_chosen(objective: str) -> None:
    objectives.check(objective, None, PROJECT)


@pytest.mark.parametrize(
    ("objective", "advice"),
    [
        ("loyal", "is it loyalty?"),
        ("profit", "use conversion, quantitative, loyalty"),
        ("", "use conversion, quantitative, loyalty"),
    ],
)
def test_another_objective_is_refused_with_advice(objective: str, advice: str) -> None:
    with pytest.raises(UsageError) as refused:
        objectives.check(objective, None, PROJECT)
    assert str(refused.value) == (
        f"objective '{objective}' is no objective of rules_objectives: {advice}"
    )


def test_objectives_are_those_of_the_users_own_file(tmp_path: Path) -> None:
    shipped = (PROJECT / "seeds/rules/rules_objectives.csv").read_text(encoding="utf-8")
    own = shipped.replace("\nloyalty,", "\nretention,")
    (tmp_path / "rules_objectives.csv").write_text(own, encoding="utf-8")
    objectives.check("retention", tmp_path, PROJECT)
    with pytest.raises(UsageError, match="use conversion, quantitative, retention"):
        objectives.check("loyalty", tmp_path, PROJECT)
