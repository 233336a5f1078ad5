from pathlib import Path

import pytest

from .conftest import Judge, shipped

HEADER = shipped("rules_objectives").splitlines()[0] + "\n"
RIGHT = "loyalty,L,L,has_repurchased,classification,auc,rfm,invoices,consumption,\n"


def row(old: str, new: str) -> str:
    """A right row with one part of it replaced."""
    assert old in RIGHT
    return HEADER + RIGHT.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        HEADER + RIGHT,
        row("invoices,consumption", ","),
        HEADER + "promoters,P,P,is_next_promoter,classification,brier,rfm boosting,,pains,\n",
        HEADER + "spend,S,S,next_revenue_amount,regression,r2,linear_regression,,,own\n",
    ],
)
def test_objectives_of_ones_own_are_right(judge: Judge, tmp_path: Path, text: str) -> None:
    objective = text.splitlines()[1].partition(",")[0]
    header, *weights = shipped("rules_criterion_weights").splitlines()
    own = [row.replace("loyalty", objective) for row in weights if row.startswith("loyalty,")]
    (tmp_path / "rules_criterion_weights.csv").write_text("\n".join([header, *own]))
    assert judge("rules_objectives", text) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "has_repurchased",
            "repurchase",
            "line 2, column target: 'repurchase' is unknown: is it has_repurchased?",
        ),
        (
            "classification",
            "regression",
            "line 2, column task: regression does not fit the target has_repurchased: make it "
            "classification",
        ),
        (
            "auc",
            "mae",
            "line 2, column primary_metric: mae does not measure classification: use auc, "
            "average_precision, brier",
        ),
        (
            "rfm,",
            "rfm linear_regression,",
            "line 2, column method_families: linear_regression is no method for classification: "
            "remove it",
        ),
        (
            "rfm,",
            "rfm neural_net,",
            "line 2, column method_families: 'neural_net' is unknown: is it neural_network?",
        ),
        (
            "rfm,",
            "rfm rfm,",
            "line 2, column method_families: 'rfm' stands there twice: keep one",
        ),
        (
            "invoices,consumption",
            "invoice,consumption",
            "line 2, column required_entities: 'invoice' is no file of the input contract: is it "
            "invoices?",
        ),
        (
            "invoices,consumption",
            "invoices,consumption mood",
            "line 2, column required_criteria: 'mood' is unknown: use firmographics, potential, "
            "cross_sales, customer_value, consumption, lifetime, finances, ambassadorship, "
            "media_power, engagement, satisfaction, pains, keywords",
        ),
        (
            "loyalty,",
            "Loyalty!,",
            "line 2, column objective_id: 'Loyalty!' is no id: use lower case, digits and _, and "
            "begin with a letter",
        ),
        (
            RIGHT,
            RIGHT + RIGHT,
            "line 3, column objective_id: 'loyalty' stands in line 2 too: keep one",
        ),
    ],
)
def test_what_does_not_fit_is_refused(judge: Judge, old: str, new: str, message: str) -> None:
    assert judge("rules_objectives", row(old, new)) == message
