from pathlib import Path

import pytest

from klantcentraal.findings import Findings
from klantcentraal.run_page import RunOutcome, RunPage
from klantcentraal.segment_news import SegmentNews, read_segment_news

EXTRACTS = {
    "segments_run": "as_of_date\n2026-06-30\n",
    "segments_in_use": (
        "choice_nl,choice_en\n"
        '"Gekozen: k-means (0,79). Afgevallen: RFM.",Chosen: k-means (0.79). Ruled out: RFM.\n'
    ),
    "segment_events": (
        "segment_id,event_date,note_nl,note_en\n"
        "s001,2026-06-30,s001 is nieuw.,s001 is new.\ns002,2026-05-31,Ouder.,Older.\n"
    ),
    "segment_profiles": "segment_id,is_approved\nALL,\ns001,false\ns002,true\ns003,false\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in EXTRACTS.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def test_what_became_of_segments_at_the_date_of_the_run_is_read(folder: Path) -> None:
    news = read_segment_news(folder, "en")
    assert news == SegmentNews("Chosen: k-means (0.79). Ruled out: RFM.", ("s001 is new.",), 2)
    assert news.short_choice == "Chosen: k-means (0.79)."
    assert read_segment_news(folder, "nl") == SegmentNews(
        "Gekozen: k-means (0,79). Afgevallen: RFM.", ("s001 is nieuw.",), 2
    )


def test_one_sentence_is_short_enough() -> None:
    assert SegmentNews("RFM is in use.").short_choice == "RFM is in use."


@pytest.mark.parametrize("extract", ["segments_run", "segments_in_use"])
def test_a_run_that_stopped_before_has_no_news(folder: Path, extract: str) -> None:
    (folder / f"{extract}.csv").unlink()
    assert read_segment_news(folder, "en") is None


def test_the_page_tells_all_and_the_screen_the_choice(folder: Path) -> None:
    outcome = RunOutcome(folder, "published")
    page = RunPage(outcome, Findings(), "en", news=read_segment_news(folder, "en"))
    assert (
        "## Segments\n\n- Chosen: k-means (0.79). Ruled out: RFM.\n- s001 is new.\n"
        "- 2 segments are not approved: segment_profiles says" in page.markdown()
    )
    assert page.on_screen()[:2] == ["Chosen: k-means (0.79).", ""]
    assert "Read the segments and approve them" in page.steps()[1]
    assert "Segments" not in RunPage(outcome, Findings(), "en").markdown()
