"""A run told to people: the page in its folder, and the short form of it for the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from klantcentraal.aim import Aim, read_aim
from klantcentraal.contract import find_project_dir
from klantcentraal.findings import SHOWN, Findings, Refusal, read_findings
from klantcentraal.run_words import (
    TEXTS,
    amount,
    correction_reasons,
    number,
    percent,
    refusal_reasons,
)
from klantcentraal.segment_news import SegmentNews, read_segment_news


@dataclass(frozen=True)
class RunOutcome:
    """How a run ended.

    Attributes:
        folder: the run's folder.
        status: published, gate_closed or another word of summary.json.
        message: one line: the cause of a failure.
        notes: what the door read otherwise than it may have been meant.
        failed_tests: name and failing rows of each data test that failed.
        publish_info: the row of publish_info of a published run.
    """

    folder: Path
    status: str
    message: str = ""
    notes: Sequence[str] = ()
    failed_tests: Sequence[tuple[str, int]] = ()
    publish_info: dict[str, Any] | None = None


@dataclass(frozen=True)
class RunPage:
    """One run in one language.

    Attributes:
        outcome: how it ended.
        findings: what control found.
        language: `en` or `nl`.
        reasons: per rule of control its reason and advice.
        corrections: per rule of correction what it does.
        aim: what it worked towards; None = it stopped before that.
        news: what became of segments; None = it stopped before that.
    """

    outcome: RunOutcome
    findings: Findings
    language: str
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    aim: Aim | None = None
    news: SegmentNews | None = None

    @property
    def path(self) -> Path:
        """Where the page stands."""
        return self.outcome.folder / f"summary.{self.language}.md"

    def say(self, text: str, **values: object) -> str:
        """Say something in the language of the page.

        Args:
            text: its name in TEXTS.
            **values: what fills it in.

        Returns:
            The sentence.
        """
        return TEXTS[self.language][text].format(**values)

    def headline(self) -> str:
        """Say how the run ended."""
        info = self.outcome.publish_info
        if info is None:
            return self.say("gate_closed" if self.outcome.status == "gate_closed" else "stopped")
        accounts = number(int(info["account_count"]), self.language)
        return self.say(
            "published", accounts=accounts, date=str(info["as_of_date"])[:10], source=info["source"]
        )

    def counts(self) -> list[tuple[str, ...]]:
        """Lay out what became of the rows of each delivered file, below a header."""
        if not self.findings.counts:
            return []
        return [
            tuple(self.say("count_columns").split("|")),
            *(
                (
                    count.entity,
                    *(
                        number(figure, self.language)
                        for figure in (
                            count.input_count,
                            count.valid_count,
                            count.corrected_count,
                            count.refused_count,
                            count.removed_count,
                        )
                    ),
                )
                for count in self.findings.counts
                if count.input_count
            ),
        ]

    def over(self) -> Iterator[str]:
        """Name the files of which too many rows were refused."""
        for count in self.findings.counts:
            if count.is_over:
                yield self.say(
                    "over",
                    entity=count.entity,
                    count=number(count.root_cause_count, self.language),
                    all=number(count.input_count, self.language),
                    share=percent(count.root_cause_share, self.language, 2),
                    allowed=percent(count.allowed_share, self.language, 2),
                )

    def refusals(self) -> Iterator[str]:
        """Tell why rows were refused, the most frequent reasons first."""
        for refusal in self.findings.refusals[:SHOWN]:
            reason, advice = self._reason(refusal)
            money = refusal.net_amount
            yield self.say(
                "refusal",
                entity=refusal.entity,
                rows=number(refusal.row_count, self.language),
                amount=self.say("with_amount", amount=amount(money, self.language))
                if money is not None
                else "",
                reason=reason,
                advice=advice,
            ).strip()
        yield from self._more(len(self.findings.refusals))
        if self.findings.refused_amount:
            money = self.findings.refused_amount
            yield self.say("refused_amount", amount=amount(money, self.language))

    def corrected(self) -> Iterator[str]:
        """Tell what was corrected, the most frequent corrections first."""
        for correction in self.findings.corrections[:SHOWN]:
            yield self.say(
                "correction",
                place=".".join(filter(None, (correction.entity, correction.column))),
                count=number(correction.value_count, self.language),
                reason=self.corrections.get(correction.rule_id, _plain(correction.rule_id)),
            )
        yield from self._more(len(self.findings.corrections))
        if self.findings.suggestion_count:
            count = number(self.findings.suggestion_count, self.language)
            yield self.say("suggestions", count=count)

    def differences(self) -> Iterator[str]:
        """Tell which figures do not agree, the largest amount first."""
        for difference in self.findings.differences[:SHOWN]:
            check = difference.check_nl if self.language == "nl" else difference.check_en
            yield self.say(
                "difference",
                comparison=_plain(difference.comparison),
                count=number(difference.count, self.language),
                amount=self.say("largest", amount=amount(difference.amount, self.language))
                if difference.amount is not None
                else "",
                check=check,
            ).strip()
        yield from self._more(len(self.findings.differences))

    def aimed(self) -> Iterator[str]:
        """Tell the objective, what is missing for it, how far the data go and where to start."""
        if self.aim is None:
            return
        yield self.say("objective", objective=self.aim.objective)
        is_ready = not self.aim.missing
        yield self.say("ready") if is_ready else self.say("missing", missing=self.aim.missing)
        yield self.aim.reason
        yield self.aim.window_note
        if self.aim.leak_note:
            yield self.aim.leak_note
        yield self.say("start", criteria=", ".join(self.aim.starts))

    def told_of_segments(self) -> Iterator[str]:
        """Tell why segments are what they are, what happened to them and who is to approve."""
        if self.news is None:
            return
        yield self.news.choice
        yield from self.news.events
        if self.news.unapproved_count:
            yield self.say("unapproved", count=number(self.news.unapproved_count, self.language))

    def checks(self) -> str:
        """Count the checks, warnings apart from failures."""
        return self.say(
            "checks",
            run=number(self.findings.check_count, self.language),
            warnings=number(self.findings.warning_count, self.language),
            failed=number(self.findings.failed_count, self.language),
        )

    def failed_checks(self) -> Iterator[str]:
        """Name the checks and data tests that failed, failures before warnings."""
        for name, rows in self.outcome.failed_tests:
            test = self.say("data_test", name=name, rows=number(rows, self.language))
            yield f"{self.say('failed')}: {test}"
        for check in sorted(self.findings.failed_checks, key=lambda check: check.is_warning):
            kind = self.say("warning" if check.is_warning else "failed")
            yield f"{kind}: {check.check_id} ({check.figure})"

    def steps(self) -> list[str]:
        """Say what to do next."""
        if self.outcome.status == "published":
            names = ["open"]
            names += ["see_refused"] if self.findings.refusals else []
            names += ["see_checks"] if self.findings.failed_checks else []
            names += ["approve"] if self.news and self.news.unapproved_count else []
            names.append("own_files")
        elif self.outcome.status != "gate_closed":
            names = ["repair"]
        elif any(count.is_over for count in self.findings.counts):
            names = ["fix", "accept", "raise", "again"]
        else:
            names = ["results"]
        return [self.say(name, folder=self.outcome.folder) for name in names]

    def markdown(self) -> str:
        """Write the whole page."""
        parts = [f"# {self.say('title', run=self.outcome.folder.name)}", self.headline()]
        if self.outcome.message:
            parts += [f"## {self.say('message')}", self.outcome.message]
            parts += [_bullets(self.over())]
        for title, body in (
            ("aim", _bullets(self.aimed())),
            ("segments", _bullets(self.told_of_segments())),
            ("came_in", _markdown_table(self.counts())),
            ("refused", _bullets(self.refusals())),
            ("corrected", _bullets(self.corrected())),
            ("differs", _bullets(self.differences())),
            ("checks_title", self._checks_and_failures()),
            ("notes", _bullets(self.outcome.notes)),
            ("next", _bullets(self.steps())),
        ):
            if body:
                parts += [f"## {self.say(title)}", body]
        return "\n\n".join(part for part in parts if part) + "\n"

    def on_screen(self) -> list[str]:
        """Write the short form: what came in, what matters most and where the page stands."""
        aimed = list(self.aimed())
        found = [*self.over(), *self.refusals(), *self.corrected(), *self.differences()]
        return [
            *([*aimed, ""] if aimed else []),
            *([self.news.short_choice, ""] if self.news else []),
            *([self.say("came_in"), *columns(self.counts()), ""] if self.findings.counts else []),
            *(f"- {line}" for line in found[:SHOWN]),
            *([self.checks()] if self.findings.check_count else []),
            self.say("page", path=self.path),
        ]

    def _checks_and_failures(self) -> str:
        failed = _bullets(self.failed_checks())
        if not self.findings.check_count:
            return failed
        return f"{self.checks()}\n\n{failed}" if failed else self.checks()

    def _reason(self, refusal: Refusal) -> tuple[str, str]:
        words = self.reasons.get(refusal.rule_id)
        if words is None:
            return " ".join(filter(None, (refusal.column, _plain(refusal.rule_id)))), ""
        reason, advice = words
        return reason.replace("{column}", refusal.column or self.say("the_row")), advice

    def _more(self, count: int) -> Iterator[str]:
        if count > SHOWN:
            yield self.say("more", count=number(count - SHOWN, self.language))


def run_page(outcome: RunOutcome, language: str) -> RunPage:
    """Read what there is to tell about a run.

    Args:
        outcome: how it ended.
        language: `en` or `nl`.

    Returns:
        The page, of which nothing is written yet.

    Raises:
        duckdb.Error: an extract in the run's folder cannot be read.
        OSError: an extract cannot be opened.
    """
    project = find_project_dir()
    return RunPage(
        outcome,
        read_findings(outcome.folder),
        language,
        refusal_reasons(project, language),
        correction_reasons(project, language),
        read_aim(outcome.folder, language),
        read_segment_news(outcome.folder, language),
    )


def columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lay rows out below their header: names to the left, figures to the right.

    Args:
        rows: the header and at least no row.

    Returns:
        One line a row, with a rule below the header; none without a header.
    """
    if not rows:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    ]


def _plain(rule_id: str) -> str:
    return rule_id.replace("_", " ")


def _bullets(lines: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _markdown_table(rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    rule = ("---", *("---:" for _ in rows[0][1:]))
    return "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], rule, *rows[1:]])
