"""The command line: options in, one job called, one line when it fails."""

import contextlib
import datetime as dt
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from klantcentraal import objectives
from klantcentraal.contract import find_project_dir
from klantcentraal.errors import KlantcentraalError, UsageError
from klantcentraal.progress import progress_on
from klantcentraal.refresh import HandBuild, RefreshJob, publish_by_hand
from klantcentraal.refresh import refresh as run_refresh
from klantcentraal.run_record import RunRecord
from klantcentraal.run_summary import published_lines
from klantcentraal.run_words import LANGUAGES
from klantcentraal.scaffold import scaffold_source
from klantcentraal.state import State

INTERRUPTED = 130  # what a shell reports after Ctrl-C
SHOWN_NOTES = 5  # more would push the result off the screen
TERMINATED = 143  # what a shell reports after a termination signal


class PlainErrors(click.Group):
    """A group whose every failure is one plain line on stderr and an exit code of DESIGN."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> Any:
        """Run the command line and exit.

        Args:
            args: arguments; None takes those of the process.
            *_: the program's name; it is always klantcentraal.
            **extra: further settings of click.
        """
        settings = {**extra, "prog_name": "klantcentraal", "standalone_mode": False}
        try:
            sys.exit(super().main(args, **settings) or 0)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            _fail(error.format_message(), error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _fail("stopped; what was published before stays as it was", INTERRUPTED)
        except KlantcentraalError as error:
            _fail(str(error), error.exit_code, getattr(error, "__notes__", ()))
        except Exception as error:  # noqa: BLE001 - a user gets a line, the log the traceback
            _fail(
                f"internal error: {type(error).__name__}: {error}", 1, (f"See {_log_of_error()}",)
            )


def _fail(message: str, exit_code: int, notes: Sequence[str] = ()) -> None:
    click.echo(f"Error: {' '.join(message.split())}", err=True)
    for note in notes:
        click.echo(note, err=True)
    sys.exit(exit_code)


def _log_of_error() -> Path:
    with tempfile.NamedTemporaryFile(
        "w", prefix="klantcentraal-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(traceback.format_exc())
    return Path(log.name)


def read_day(_: click.Context, option: click.Parameter, text: str | None) -> dt.date | None:
    """Read an option's day, written YYYY-MM-DD.

    Args:
        _: the command's context.
        option: the option.
        text: what was given.

    Returns:
        The day; None when nothing was given.

    Raises:
        click.BadParameter: it is no such day.
    """
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # 20240131 and 2024-W05-3 are ISO days too
        raise click.BadParameter(f"{text!r} is not a day written YYYY-MM-DD", param=option)
    return day


def read_folder(context: click.Context, option: click.Parameter, text: str | None) -> Path | None:
    """Read an option's folder: relative to here on the command line, else to the project.

    dbt by hand reads the variables from the project's folder, so both mean the same.

    Args:
        context: the command's context.
        option: the option.
        text: what was given.

    Returns:
        The absolute path; None when nothing was given.

    Raises:
        click.BadParameter: it cannot be a path.
    """
    source = context.get_parameter_source(option.name or "")
    if not text and source is not ParameterSource.COMMANDLINE:
        return None
    if not text or "\x00" in text:
        raise click.BadParameter("a folder needs a name", param=option)
    start = Path.cwd() if source is ParameterSource.COMMANDLINE else find_project_dir()
    return (start / Path(text).expanduser()).absolute()


def state_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the state folder.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--state",
        metavar="FOLDER",
        callback=read_folder,
        envvar="KLANTCENTRAAL_STATE",
        default="state",
        show_default=True,
        show_envvar=True,
        help="Folder with the work database and the published versions.",
    )(command)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the folder of delivered files.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--data",
        metavar="FOLDER",
        callback=read_folder,
        envvar="KLANTCENTRAAL_DATA",
        default="seeds/demo",
        show_default=True,
        show_envvar=True,
        help="Folder with the delivered files.",
    )(command)


def rules_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the folder of rule files of one's own.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--rules",
        metavar="FOLDER",
        callback=read_folder,
        envvar="KLANTCENTRAAL_RULES",
        show_envvar=True,
        help="Folder with your own rule files; a file there replaces the shipped one.",
    )(command)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that chooses the language of the summary on screen.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        envvar="KLANTCENTRAAL_LANGUAGE",
        default="en",
        show_default=True,
        show_envvar=True,
        help="Language of the summary on screen; its page is written in both.",
    )(command)


def source_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the source system.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--source",
        envvar="KLANTCENTRAAL_SOURCE",
        default="files",
        show_default=True,
        show_envvar=True,
        metavar="NAME",
        help="Source system: files, wide_world_importers, or one you made with new-source.",
    )(command)


def objective_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that chooses what to work towards.

    Args:
        command: a command's function.

    Returns:
        The function with the option.
    """
    return click.option(
        "--objective",
        metavar="NAME",
        envvar="KLANTCENTRAAL_OBJECTIVE",
        default=objectives.DEFAULT,
        show_default=True,
        show_envvar=True,
        help="What to work towards: conversion, quantitative, loyalty, or one of your own rules.",
    )(command)


@click.group(cls=PlainErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="klantcentraal")
def cli() -> None:
    """Turn a company's own files into customer segments that are checked and published.

    Exit codes: 0 published, 1 internal error, 2 wrong usage, 3 gate closed or data test failed,
    4 input or rule file broken, 5 another refresh is running.
    """


@cli.command()
@source_option
@data_option
@click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    callback=read_day,
    envvar="KLANTCENTRAAL_AS_OF",
    show_envvar=True,
    help="Day to look back from; left out: the last delivered day.",
)
@objective_option
@state_option
@rules_option
@language_option
def refresh(
    source: str,
    data: Path,
    as_of: dt.date | None,
    objective: str,
    state: Path,
    rules: Path | None,
    language: str,
) -> None:
    """Check the files, build, test and publish: all of it, or nothing changes.

    Readers of the published database keep what they have until the new version is complete.
    """
    project = find_project_dir()
    job = RefreshJob(project, State(state), source, data, as_of, rules, language, objective)
    with _termination_as_exit():
        record = run_refresh(job, progress_on(sys.stdout))
    _show(record, state)


@cli.command()
@click.option(
    "--rules",
    metavar="FOLDER",
    callback=read_folder,
    required=True,
    help="Folder with the rule files to try; a file there replaces the shipped one.",
)
@source_option
@data_option
@objective_option
@state_option
@click.option(
    "--markdown",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="File to write it to as well, as Markdown for a pull request.",
)
@language_option
def preview(
    rules: Path,
    source: str,
    data: Path,
    objective: str,
    state: Path,
    markdown: Path | None,
    language: str,
) -> None:
    """Tell which accounts and how much revenue changed rules would move, before they are used.

    Refreshes a copy of the state, so it takes as long as a refresh; nothing is published.
    """
    from klantcentraal.preview.page import PreviewPage  # noqa: PLC0415 - only this command asks
    from klantcentraal.preview.preview import preview as run_preview  # noqa: PLC0415 - as above

    job = RefreshJob(
        find_project_dir(), State(state), source, data, None, rules, language, objective
    )
    with _termination_as_exit():
        page = PreviewPage(run_preview(job, progress_on(sys.stdout)), language)
    click.echo("\n".join(page.on_screen()))
    if markdown:
        markdown.write_text(page.markdown(), encoding="utf-8")


@cli.command()
@state_option
@data_option
@rules_option
@click.option(
    "--target",
    metavar="FOLDER",
    callback=read_folder,
    envvar="KLANTCENTRAAL_TARGET",
    default="target",
    show_default=True,
    show_envvar=True,
    help="Target folder of the dbt build.",
)
@language_option
def publish(state: Path, data: Path, rules: Path | None, target: Path, language: str) -> None:
    """Publish what a green `dbt build` by hand left in the work database.

    Run dbt with the same KLANTCENTRAAL_ variables or options as this command.
    """
    build = HandBuild(find_project_dir(), State(state), data, target, rules, language)
    with _termination_as_exit():
        record = publish_by_hand(build)
    _show(record, state)


@cli.command("demo-data")
@click.option(
    "--accounts", type=click.IntRange(1, 10_000_000), required=True, help="Number of accounts."
)
@click.option("--seed", type=click.IntRange(0), required=True, help="Equal seeds give equal files.")
@click.option(
    "--out",
    metavar="FOLDER",
    callback=read_folder,
    required=True,
    help="Folder to write the files to.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="Format of the files.",
)
@click.option(
    "--truth",
    metavar="FOLDER",
    callback=read_folder,
    help="Folder for what was planted in the data; the pipeline never reads it.",
)
@click.option(
    "--dirt",
    is_flag=True,
    help="Plant faults in known rows, as dirt.csv in the truth folder tells; CSV only, at least "
    "1,000 accounts.",
)
def demo_data(
    accounts: int, seed: int, out: Path, file_format: str, truth: Path | None, dirt: bool
) -> None:
    """Write the files of a made-up Dutch wholesaler, as refresh reads them."""
    from klantcentraal import demo  # noqa: PLC0415 - pandas would slow every command

    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file; give a folder")
    if dirt and file_format != "csv":
        raise UsageError("--dirt writes CSV only: leave --format out")
    if dirt:
        demo.generate_dirty(accounts, seed, out, truth)
    else:
        demo.generate(accounts, seed, out, truth=truth, file_format=file_format)
    click.echo(f"Wrote {accounts:,} accounts to {out}")
    click.echo(f"Next: klantcentraal refresh --data {out} --state FOLDER")


@cli.command("new-source")
@click.argument("name")
def new_source(name: str) -> None:
    """Scaffold a staging folder NAME that maps your own tables to the input contract."""
    project = find_project_dir()
    for path in scaffold_source(project, name):
        click.echo(f"Wrote {path.relative_to(project)}")
    click.echo(f"Next: edit them, then klantcentraal refresh --source {name} --data FOLDER")


def _show(record: RunRecord, state: Path) -> None:
    page = record.page(record.language)
    click.echo("\n".join(published_lines(page, State(state).published_database)))
    told = [*record.notes, *(f"{node['name']}: {node['message']}" for node in record.warnings)]
    for line in told[:SHOWN_NOTES]:
        click.echo(f"Note: {line}")
    if len(told) > SHOWN_NOTES:
        click.echo(f"Note: {len(told) - SHOWN_NOTES} more in {record.summary}")


@contextlib.contextmanager
def _termination_as_exit() -> Iterator[None]:
    """Let a termination signal unwind the stack, so that dbt is stopped and the run recorded."""

    def stop(*_: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def main() -> None:
    """Run the command line and exit."""
    cli()


if __name__ == "__main__":
    main()
