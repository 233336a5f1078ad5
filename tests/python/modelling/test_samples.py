import numpy as np
import pytest

from klantcentraal.modelling.samples import Sample, judge, refusal_words


def groups_of(rows: int, size: int = 1) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([f"G{row // size}" for row in range(rows)], dtype=object)


@pytest.mark.parametrize(
    ("positives", "negatives", "group_size", "refusal_id"),
    [
        (0, 0, 1, "no_target"),
        (99, 100, 1, "too_few_rows"),
        (200, 0, 1, "too_few_of_class"),
        (49, 500, 1, "too_few_of_class"),
        (500, 49, 1, "too_few_of_class"),
        (58, 500, 2, "too_few_groups"),
        (60, 500, 2, None),
        (100, 100, 1, None),
    ],
)
def test_a_class_needs_rows_and_groups(
    positives: int, negatives: int, group_size: int, refusal_id: str | None
) -> None:
    target = np.array([1.0] * positives + [0.0] * negatives)
    sample = judge(target, groups_of(len(target), group_size), "classification")
    assert sample.refusal_id == refusal_id
    assert (sample.positive_count, sample.negative_count) == (positives, negatives)


@pytest.mark.parametrize(
    ("target", "sample"),
    [
        ([], Sample(0, refusal_id="no_target")),
        ([1.0, 2.0] * 99, Sample(198, refusal_id="too_few_rows")),
        ([5.0] * 200, Sample(200, refusal_id="too_few_of_class")),
        ([1.0, 2.0] * 100, Sample(200)),
    ],
)
def test_an_amount_needs_rows_that_differ(target: list[float], sample: Sample) -> None:
    assert judge(np.array(target), groups_of(len(target)), "regression") == sample


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (Sample(500), None),
        (Sample(0, refusal_id="no_target"), "no account has a known outcome"),
        (
            Sample(150, 90, 60, 90, 60, "too_few_rows"),
            "150 accounts have a known outcome, 200 are needed",
        ),
        (
            Sample(300, 280, 20, 280, 20, "too_few_of_class"),
            "the outcome was yes for 280 accounts and no for 20, 50 of each are needed",
        ),
        (
            Sample(300, 240, 60, 200, 12, "too_few_groups"),
            "the outcome was yes for 200 groups of companies and no for 12, 30 of each are needed",
        ),
        (Sample(300, refusal_id="too_few_of_class"), "the outcome is the same for all accounts"),
    ],
)
def test_a_refusal_says_what_there_is_and_what_is_needed(sample: Sample, words: str | None) -> None:
    assert refusal_words(sample)["en"] == words
    assert (refusal_words(sample)["nl"] is None) == (words is None)
