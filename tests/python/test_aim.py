from pathlib import Path

import pytest

from klantcentraal.aim import Aim, read_aim
from klantcentraal.findings import Findings
from klantcentraal.run_page import RunOutcome, RunPage

READINESS = (
    "objective_id,objective_name_nl,objective_name_en,missing_nl,missing_en,is_chosen\n"
    "conversion,Conversie,Conversion,bestand leads,file leads,false\n"
    "loyalty,Loyaliteit,Loyalty,{missing},true\n"
)
MATURITY = (
    "reason_nl,reason_en,window_note_nl,window_note_en\n"
    'Niveau 2.,Level 2.,Een half jaar.,"Half a year, ahead."\n'
)
LEAK_GATE = "run_id,gate,skipped_note_nl,skipped_note_en\nr,open,Niet beoordeeld.,Not judged.\n"
MATRIX = (
    "criterion_id,criterion_name_nl,criterion_name_en,start_rank\n"
    "d,Vier,Four,4\nb,Twee,Two,2\na,Een,One,1\nk,Tien,Ten,10\nc,Drie,Three,3\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, missing=",")
    return tmp_path


def write(folder: Path, missing: str) -> None:
    (folder / "objective_readiness.csv").write_text(READINESS.format(missing=missing))
    (folder / "data_maturity.csv").write_text(MATURITY)
    (folder / "criteria_matrix.csv").write_text(MATRIX)


def test_the_chosen_objective_and_the_first_criteria_are_read(folder: Path) -> None:
    assert read_aim(folder, "en") == Aim(
        "Loyalty", "", "Level 2.", "Half a year, ahead.", "", ("One", "Two", "Three")
    )
    dutch = read_aim(folder, "nl")
    assert dutch is not None
    assert (dutch.objective, dutch.starts) == ("Loyaliteit", ("Een", "Twee", "Drie"))


@pytest.mark.parametrize(("language", "note"), [("nl", "Niet beoordeeld."), ("en", "Not judged.")])
def test_what_was_not_judged_for_leaks_is_told(folder: Path, language: str, note: str) -> None:
    (folder / "dataset_leak_gate.csv").write_text(LEAK_GATE)
    page = RunPage(RunOutcome(folder, "published"), Findings(), language)
    assert note not in page.on_screen()
    page = RunPage(page.outcome, Findings(), language, aim=read_aim(folder, language))
    assert note in page.on_screen()


@pytest.mark.parametrize("extract", ["objective_readiness", "data_maturity"])
def test_a_run_that_stopped_before_has_no_aim(folder: Path, extract: str) -> None:
    (folder / f"{extract}.csv").unlink()
    assert read_aim(folder, "en") is None


@pytest.mark.parametrize(
    ("missing", "language", "line"),
    [
        (",", "en", "Nothing that it needs is missing."),
        ("bestand x,file x", "en", "Missing for it: file x."),
        ("bestand x,file x", "nl", "Daarvoor ontbreekt: bestand x."),
    ],
)
def test_page_and_screen_tell_it(folder: Path, missing: str, language: str, line: str) -> None:
    write(folder, missing)
    outcome = RunOutcome(folder, "published")
    page = RunPage(outcome, Findings(), language, aim=read_aim(folder, language))
    assert f"- {line}\n" in page.markdown()
    assert line in page.on_screen()
    assert page.on_screen()[0] in ("Objective: Loyalty", "Doelstelling: Loyaliteit")
