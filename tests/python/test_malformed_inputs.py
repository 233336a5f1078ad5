"""Malformed and odd deliveries: refused in one plain line with file and advice, or read whole.

Nothing in between: no other error, no endless wait, no row or value that is lost or changed.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from door_checks import parquet, refusal, remove, rows_of
from klantcentraal import door, reading
from klantcentraal.errors import InputError, UsageError
from malformed_files import HEADER, READABLE, REFUSED, VALUES, Rows
from small_delivery import write_delivery

SECONDS = 60

Harm = Callable[[Path], object]


@pytest.fixture(autouse=True)
def no_endless_wait() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"the door took longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_delivery(tmp_path / "data")


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_malformed_csv_is_refused(data: Path, content: bytes, message: str) -> None:
    (data / "accounts.csv").write_bytes(content)
    told = refusal(data)
    assert re.search(rf"^accounts\.csv(, | ){message}", told), told
    assert not re.search("Vries|Jansen|voorbeeld", told)


@pytest.mark.parametrize(("content", "rows"), READABLE.values(), ids=READABLE)
def test_odd_csv_is_read_whole(data: Path, content: bytes, rows: Rows) -> None:
    (data / "accounts.csv").write_bytes(content)
    notes = door.check(data)
    assert rows_of(data, "account_id, account_name, source_row_number") == [
        (*row, number) for number, row in enumerate(rows, 2)
    ]
    assert all(note.isprintable() and len(note) < 1000 for note in notes)


@pytest.mark.parametrize("value", VALUES)
def test_values_arrive_as_they_stand(data: Path, value: str) -> None:
    (data / "accounts.csv").write_text(
        "account_id;account_name;annual_turnover;employees;founded_date;valid_from;is_on_hold\n"
        f"1;a;{value};{value};{value};{value};{value}\n"
    )
    door.check(data)
    assert rows_of(data, "annual_turnover, employees, founded_date, valid_from, is_on_hold") == [
        (value,) * 5
    ]


# What stands in the folder


def folder_as_file(data: Path) -> None:
    remove(data).mkdir()


def pipe(data: Path) -> None:
    os.mkfifo(remove(data))


def pipe_behind_a_link(data: Path) -> None:
    os.mkfifo(data / "pipe")
    remove(data).symlink_to("pipe")


def named_socket(data: Path) -> None:
    remove(data)
    # The path of a socket may have about a hundred characters only.
    with contextlib.chdir(data), socket.socket(socket.AF_UNIX) as server:
        server.bind("accounts.csv")


def pipe_as_part(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()
    os.mkfifo(data / "accounts" / "part-0.parquet")


def device_behind_a_link(data: Path) -> None:
    remove(data).symlink_to("/dev/zero")


def link_out_of_the_folder(data: Path) -> None:
    remove(data).symlink_to("/etc/hostname")


def link_up_and_down(data: Path) -> None:
    outside = data.parent / "elsewhere.csv"
    (data / "accounts.csv").rename(outside)
    (data / "accounts.csv").symlink_to("../elsewhere.csv")


def link_to_itself(data: Path) -> None:
    remove(data).symlink_to("accounts.csv")


def links_in_a_circle(data: Path) -> None:
    remove(data).symlink_to("other")
    (data / "other").symlink_to("accounts.csv")


def dangling_link(data: Path) -> None:
    remove(data).symlink_to("gone.csv")


def folder_that_links_to_itself(data: Path) -> None:
    remove(data)
    (data / "accounts").symlink_to("accounts")


def csv_and_parquet(data: Path) -> None:
    (data / "accounts.parquet").write_bytes(b"PAR1")


def csv_and_folder(data: Path) -> None:
    (data / "accounts").mkdir()


def ending_in_capitals(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts.CSV")


def optional_file_in_capitals(data: Path) -> None:
    (data / "Contacts.CSV").write_text("contact_id,account_id\n1,001\n")


def same_file_in_capitals(data: Path) -> None:
    (data / "PAYMENTS.csv").write_text("payment_id\n")


def workbook(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts.xlsx")


def downloaded_twice(data: Path) -> None:
    (data / "accounts.csv").rename(data / "accounts (1).csv")


def absent(data: Path) -> None:
    remove(data)


def empty_folder(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()


def folder_with_a_folder(data: Path) -> None:
    remove(data)
    (data / "accounts" / "year=2024").mkdir(parents=True)


def folder_with_text(data: Path) -> None:
    (data / "accounts").mkdir()
    (data / "accounts.csv").rename(data / "accounts" / "part-0.csv")


def part_with_a_line_end(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()
    (data / "accounts" / "part\n0.parquet").write_bytes(b"PAR1")


def part_that_is_not_utf8(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()
    (data / "accounts" / os.fsdecode(b"part-\xff.parquet")).write_bytes(b"PAR1")


def stray_file_with_a_line_end(data: Path) -> None:
    remove(data)
    (data / "accounts").mkdir()
    (data / "accounts" / "a\n\x1b[2J.txt").touch()


FOLDERS: dict[str, tuple[Harm, str]] = {
    "folder_as_file": (folder_as_file, r"accounts\.csv is no file: put the data in a file of that"),
    "pipe": (pipe, r"accounts\.csv is no file: put the data in a file of that name$"),
    "pipe_behind_a_link": (pipe_behind_a_link, r"accounts\.csv is no file"),
    "socket": (named_socket, r"accounts\.csv is no file"),
    "pipe_as_part": (pipe_as_part, r"accounts/part-0\.parquet is no file"),
    "device_behind_a_link": (device_behind_a_link, r"accounts\.csv links to a place outside"),
    "link_out_of_the_folder": (
        link_out_of_the_folder,
        r"accounts\.csv links to .*file itself there",
    ),
    "link_up_and_down": (link_up_and_down, r"accounts\.csv links to a place outside the data fold"),
    "link_to_itself": (
        link_to_itself,
        r"accounts\.csv links to itself: put the file itself there$",
    ),
    "links_in_a_circle": (links_in_a_circle, r"accounts\.csv links to itself: put the file itself"),
    "dangling_link": (dangling_link, r"accounts\.csv links to a file that does not exist: put the"),
    "folder_that_links_to_itself": (folder_that_links_to_itself, r"accounts/ links to itself"),
    "csv_and_parquet": (
        csv_and_parquet,
        r"accounts\.csv and accounts\.parquet are both there: keep",
    ),
    "csv_and_folder": (csv_and_folder, r"accounts\.csv and accounts/ are both there: keep the one"),
    "ending_in_capitals": (
        ending_in_capitals,
        r"accounts\.csv .*: is it accounts\.CSV\? Rename it$",
    ),
    "optional_file_in_capitals": (
        optional_file_in_capitals,
        r"Contacts\.CSV is not read: call it contacts\.csv, or remove it$",
    ),
    "same_file_in_capitals": (
        same_file_in_capitals,
        r"PAYMENTS\.csv is not read: call it payments",
    ),
    "workbook": (workbook, r"accounts\.csv .*: is it accounts\.xlsx\? Export it as CSV UTF-8$"),
    "downloaded_twice": (downloaded_twice, r"accounts\.csv .*: is it accounts \(1\)\.csv\? Rename"),
    "absent": (absent, r"accounts\.csv \(or accounts\.parquet\) is required .*: add it$"),
    "empty_folder": (empty_folder, r"accounts/ holds no Parquet file: fill or remove the folder$"),
    "folder_with_a_folder": (
        folder_with_a_folder,
        r"accounts/ holds year=2024: only Parquet parts",
    ),
    "folder_with_text": (
        folder_with_text,
        r"accounts/ holds part-0\.csv: only Parquet parts belong",
    ),
    "part_with_a_line_end": (
        part_with_a_line_end,
        r"accounts/part\\n0\.parquet has a char.*rename it",
    ),
    "part_that_is_not_utf8": (
        part_that_is_not_utf8,
        r"accounts/part-\\udcff\.parquet .*: rename it$",
    ),
    "stray_file_with_a_line_end": (
        stray_file_with_a_line_end,
        r"accounts/ holds a\\n\\x1b\[2J\.txt: ",
    ),
}


@pytest.mark.parametrize(("harm", "message"), FOLDERS.values(), ids=FOLDERS)
def test_odd_folder_is_refused(data: Path, harm: Harm, message: str) -> None:
    harm(data)
    told = refusal(data)
    assert re.match(message, told), told


@pytest.mark.parametrize(
    "name",
    [
        "it's [1] *? {x}",
        'say "x"; drop table y; --',
        "line\nend",
        "city=Delft",
        "\u202eabc\u200b",
        "~",
        "%s {{ x }}",
        "a\\b",
        "-rf",
    ],
)
def test_data_folder_with_an_odd_name_is_read(tmp_path: Path, name: str) -> None:
    data = write_delivery(tmp_path / name)
    assert door.check(data) == []
    assert rows_of(data, "account_id, city") == [("001", "Breda"), ("002", "Delft")]
    assert len(door.data_hash(data, "files")) == 64


def test_data_folder_with_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    data = write_delivery(tmp_path / os.fsdecode(b"d\xff"))
    with pytest.raises(
        InputError, match=r"^data folder .*/d\\udcff has a name .*UTF-8: rename it$"
    ):
        door.check(data)


def test_file_that_is_not_of_the_contract_cannot_break_a_note(data: Path) -> None:
    (data / "a\nb.csv").touch()
    (data / os.fsdecode(b"\xff.csv")).touch()
    (data / "contacts.xlsx").touch()
    assert door.check(data) == [
        r"a\nb.csv is no file of the contract and is not read",
        "contacts.xlsx is not read: deliver contacts.csv or contacts.parquet",
        r"\udcff.csv is no file of the contract and is not read",
    ]


@pytest.fixture
def as_a_user() -> Iterator[Path]:
    """A sound delivery that nobody but its owner may read, seen by another user."""
    folder = Path(tempfile.mkdtemp())
    user = os.geteuid()
    try:
        folder.chmod(0o755)
        yield write_delivery(folder / "data")
    finally:
        os.seteuid(user)
        for path in [folder / "data", *folder.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("accounts.csv", r"accounts\.csv cannot be read: permission denied: give this user"),
        ("", r"data folder .*/data cannot be read: permission denied: give this user the right"),
    ],
)
def test_what_may_not_be_read_is_refused(as_a_user: Path, name: str, message: str) -> None:
    door.check(as_a_user)  # reads the contract while the project can be read
    (as_a_user / name).chmod(0o000)
    if os.geteuid() == 0:
        os.seteuid(65534)  # to root, nothing is forbidden
    with pytest.raises(InputError, match=rf"^{message}"):
        door.check(as_a_user)


# Limits


def test_file_that_is_too_large_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = (data / "accounts.csv").stat().st_size
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_BYTES", str(size - 1))
    assert refusal(data) == (
        f"accounts.csv has {size} bytes, more than the {size - 1} that "
        "KLANTCENTRAAL_MAX_FILE_BYTES allows: deliver less, or raise that limit"
    )
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_BYTES", str(10 * size))
    assert door.check(data) == []


def test_largest_file_is_64_gb(data: Path) -> None:
    with (data / "accounts.csv").open("r+b") as stream:
        stream.truncate(reading.MAX_FILE_BYTES + 1)  # takes no room on disk
    assert refusal(data).startswith("accounts.csv has 68,719,476,737 bytes, more than the 68,719,")


def test_parts_count_together(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(data)
    for number in range(3):
        parquet(data / "accounts" / f"{number}.parquet", "select '1' account_id, 'a' account_name")
    size = (data / "accounts" / "0.parquet").stat().st_size
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_BYTES", str(size * 2))
    assert refusal(data).startswith(f"accounts/ has {size * 3:,} bytes, more than")


def test_parquet_with_too_many_rows_is_refused_before_it_is_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(data)
    parquet(data / "accounts.parquet", "select 1 account_id, 'a' account_name from range(100000)")
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_ROWS", "99999")
    assert refusal(data).startswith("accounts.parquet has 100,000 rows, more than the 99,999 that")


@pytest.mark.parametrize("value", ["64GB", "-1", "1.5", "x\ny"])
def test_limit_that_is_no_number_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("KLANTCENTRAAL_MAX_FILE_BYTES", value)
    with pytest.raises(UsageError, match=r"^KLANTCENTRAAL_MAX_FILE_BYTES is .*: give a whole num"):
        door.check(data)


@pytest.mark.parametrize("setting", ["THREADS", "MEMORY_LIMIT"])
def test_setting_that_cannot_be_used_is_refused(
    data: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(f"KLANTCENTRAAL_{setting}", "many")
    with pytest.raises(UsageError, match=r"^KLANTCENTRAAL_THREADS .*many.* cannot be used"):
        door.check(data)


def test_too_little_memory_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "accounts.csv").write_bytes(HEADER + b"1," + b"x" * 1_000_000 + b"\n")
    monkeypatch.setenv("KLANTCENTRAAL_MEMORY_LIMIT", "2MB")
    assert "needs more memory than KLANTCENTRAAL_MEMORY_LIMIT allows" in refusal(data)


@pytest.mark.parametrize("entity", ["klanten", "../accounts", "accounts'; drop", "a\nb", ""])
def test_entity_that_is_none_is_refused(data: Path, entity: str) -> None:
    with pytest.raises(InputError, match=r"is no entity: use one of accounts, ") as caught:
        door.read_sql(data, entity)
    assert str(caught.value).isprintable()
