"""Objective, criteria matrix and data maturity: of the demo, and of the smallest company."""

from pathlib import Path

import pytest

from klantcentraal.rules.criteria import CRITERIA

from .conftest import Run, run_refresh
from .test_smallest_company import FILES


def test_all_criteria_stand_in_the_matrix_and_have_a_place(demo_run: Run) -> None:
    rows = demo_run.query("select criterion_id, start_rank from criteria_matrix order by 2")
    assert {name for name, _ in rows} == set(CRITERIA)
    assert [rank for _, rank in rows] == list(range(1, len(CRITERIA) + 1))


def test_weights_in_use_and_suggested_ones_sum_to_1_over_what_is_available(demo_run: Run) -> None:
    assert demo_run.query(
        "select round(sum(weight_share), 6), round(sum(suggested_weight_share), 6) "
        "from criteria_matrix"
    ) == [(1.0, 1.0)]
    absent = "from criteria_matrix where not is_available"
    assert demo_run.query(
        f"select coalesce(sum(weight_share), 0), coalesce(sum(suggested_weight_share), 0) {absent}"
    ) == [(0.0, 0.0)]


def test_impact_is_measured_with_an_interval_or_assumed(demo_run: Run) -> None:
    wrong = demo_run.query(
        "select criterion_id from criteria_matrix where case when is_impact_assumed "
        "then impact_value_low is not null or shared_impact_value is not null "
        "else not (impact_value_low <= impact_value and impact_value <= impact_value_high) end"
    )
    assert wrong == []
    assert (
        demo_run.query(
            "select criterion_id from criteria_matrix "
            "where not is_available and not is_impact_assumed"
        )
        == []
    )
    assert demo_run.value(
        "select not is_impact_assumed and impact_value_low > 0 and quadrant = 'start_here' "
        "from criteria_matrix where criterion_id = 'consumption'"
    )


def test_the_top_of_the_matrix_is_easy_and_absent_data_is_not(demo_run: Run) -> None:
    assert (
        demo_run.query(
            "select criterion_id from criteria_matrix where not is_available and ease_score > 50"
        )
        == []
    )
    order = [
        str(quadrant)
        for (quadrant,) in demo_run.query(
            "select quadrant from criteria_matrix order by start_rank"
        )
    ]
    assert order == sorted(order, key=["start_here", "unlock", "use_along", "later"].index)


def test_every_row_says_something_in_both_languages(demo_run: Run) -> None:
    assert (
        demo_run.query(
            "select criterion_id from criteria_matrix where note_nl = '' or note_en = ''"
        )
        == []
    )


def test_one_objective_is_chosen_and_what_others_miss_is_said(demo_run: Run) -> None:
    assert demo_run.query("select objective_id from objective_readiness where is_chosen") == [
        ("loyalty",)
    ]
    assert (
        demo_run.query(
            "select objective_id from objective_readiness where is_ready <> (missing_en is null) "
            "or is_ready <> (missing_nl is null)"
        )
        == []
    )


def test_maturity_is_one_level_with_its_reason(demo_run: Run) -> None:
    ((level, reason, methods),) = demo_run.query(
        "select level_number, reason_en, methods_justified from data_maturity"
    )
    assert level in (3, 4)
    assert str(reason).startswith(f"Level {level}, ")
    assert "logistic_regression" in str(methods)


@pytest.mark.parametrize("folder_of", ["screen", "page"])
def test_screen_and_page_tell_objective_maturity_and_start(demo_run: Run, folder_of: str) -> None:
    told = demo_run.output
    if folder_of == "page":
        told = (max((demo_run.state / "runs").iterdir()) / "summary.en.md").read_text()
    assert "Objective: Loyalty" in told
    assert str(demo_run.value("select reason_en from data_maturity")) in told
    assert str(demo_run.value("select window_note_en from data_maturity")) in told
    first = demo_run.value("select criterion_name_en from criteria_matrix where start_rank = 1")
    assert f"Start with: {first}, " in told


def test_an_amount_can_be_the_objective(tmp_path: Path) -> None:
    run = run_refresh(tmp_path / "state", "--objective", "quantitative", language="nl")
    assert run.exit_code == 0, run.output
    assert "Doelstelling: Kwantitatief" in run.output
    assert run.query("select objective_id from objective_readiness where is_chosen") == [
        ("quantitative",)
    ]
    assert run.value(
        "select count(*) from criteria_matrix where not is_impact_assumed and impact_value_low > 0"
    )


@pytest.fixture(scope="module")
def smallest_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("smallest_maturity")
    for entity, text in FILES.items():
        (folder / f"{entity}.csv").write_text(text)
    run = run_refresh(folder / "state", "--data", str(folder))
    assert run.exit_code == 0, run.output
    return run


def test_what_was_not_delivered_is_ranked_by_what_is_assumed(smallest_run: Run) -> None:
    assert smallest_run.query(
        "select count(*), bool_and(is_impact_assumed), count(impact_value), max(start_rank) "
        "from criteria_matrix"
    ) == [(13, True, 13, 13)]
    absent = {
        str(name)
        for (name,) in smallest_run.query(
            "select criterion_id from criteria_matrix where not is_available"
        )
    }
    assert absent >= {"satisfaction", "media_power", "engagement", "pains", "keywords"}
    assert smallest_run.query(
        "select note_en from criteria_matrix where criterion_id = 'media_power'"
    ) == [
        (
            "Not available: deliver media_profiles (audience_size, press_mentions); until then "
            "the impact is assumed.",
        )
    ]
    assert smallest_run.value("select sum(suggested_weight_share) from criteria_matrix") == (
        pytest.approx(1)
    )


def test_the_least_is_level_1_and_says_what_is_missing(smallest_run: Run) -> None:
    assert smallest_run.value("select level_number from data_maturity") == 1
    assert smallest_run.query(
        "select is_ready, missing_en from objective_readiness where is_chosen"
    ) == [(False, "criterion Satisfaction; to learn from: no account has a known outcome")]
    assert "Missing for it: criterion Satisfaction" in smallest_run.output
