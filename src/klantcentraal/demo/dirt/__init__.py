"""Dirt with a known truth: a clean demo delivery as a real mess would bring it.

plant() copies the files of a clean demo company, spoils known rows of them in some forty ways, and
writes what it did as dirt.csv in the truth folder: one row for each thing that the control layer
has to find (see truth.COLUMNS), what follows from a refusal included. All other rows keep their
bytes. dirt.csv is what tests hold the outcome against.
"""

import shutil
import tempfile
from pathlib import Path

from klantcentraal.demo import company
from klantcentraal.demo.dirt import cells, companies, rows, truth
from klantcentraal.demo.dirt.delivery import Tables
from klantcentraal.demo.dirt.mess import Mess
from klantcentraal.errors import UsageError

TRUTH_FILE = "dirt.csv"

__all__ = ["TRUTH_FILE", "generate_dirty", "plant"]


def plant(clean: Path, out: Path, truth_folder: Path, seed: int) -> None:
    """Writes a dirty delivery next to a clean one, and the truth about the dirt.

    The same files and seed give the same bytes.

    Args:
        clean: Folder with the CSV files of a clean demo company of at least 1,000 accounts.
        out: Folder for the dirty files, made when absent; also gets exchange_rates.csv and
            prospects.csv.
        truth_folder: Folder for dirt.csv, made when absent; outside out.
        seed: Seed of the choice of rows.

    Raises:
        UsageError: A clean file is missing or too small, or a folder cannot be used.
    """
    for folder, inner in ((out, truth_folder), (clean, out), (out, clean)):
        if inner.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"{inner} lies inside {folder}: name a folder outside it")
    tables = Tables.read(clean)
    mess = Mess(tables, seed)
    rows.plant(mess)
    companies.plant(mess)
    cells.spoil(mess)
    try:
        for folder in (out, truth_folder):
            folder.mkdir(parents=True, exist_ok=True)
        tables.write(out)
        truth.write(mess.facts, tables, truth_folder / TRUTH_FILE)
    except OSError as error:
        raise UsageError(f"cannot write the dirty demo ({error})") from error


def generate_dirty(accounts: int, seed: int, out: Path, truth_folder: Path | None = None) -> None:
    """Writes a demo company with dirt in it, as CSV, and both truths.

    Args:
        accounts: Number of accounts, at least 1,000.
        seed: Seed of the company and of the dirt.
        out: Folder for the dirty files.
        truth_folder: Folder for the truth; None is the sibling of out named <out>_truth.

    Raises:
        UsageError: A number out of range, or a folder that cannot be used.
    """
    known = truth_folder or out.with_name(f"{out.name}_truth")
    company.Delivery(out, known, "csv").check()
    with tempfile.TemporaryDirectory(prefix="klantcentraal-demo-") as scratch:
        clean, clean_truth = Path(scratch) / "clean", Path(scratch) / "truth"
        company.generate(accounts, seed, clean, clean_truth)
        plant(clean, out, known, seed)
        for path in clean_truth.iterdir():
            shutil.copy(path, known)
