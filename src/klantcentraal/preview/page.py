"""A preview in plain words: on screen, and as Markdown for a pull request."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from klantcentraal.preview.movements import Movement, Part, Place
from klantcentraal.preview.preview import Preview
from klantcentraal.run_page import columns
from klantcentraal.run_words import amount, number, percent

_TEXTS = {
    "en": {
        "title": "Preview of {files}",
        "nothing": "No account would move, as of {date}.",
        "segment": "{accounts} of {all} accounts ({share}) would move to another segment, with "
        "{revenue} of revenue over 12 months ({revenue_share}), as of {date}.",
        "no_segment": "No account would move to another segment, as of {date}.",
        "value_tier": "{accounts} of {all} accounts would move to another value tier, with "
        "{revenue} of revenue.",
        "anew": "Segments would be made anew with these rules. {reason}",
        "come": "Segments that would come into use: {names}.",
        "go": "Segments that would go out of use: {names}.",
        "and": " and ",
        "step_segment": "{accounts}, {revenue} of revenue: from {origin} to {destination}",
        "step_value_tier": "{accounts}, {revenue} of revenue: from value tier {origin} to "
        "{destination}",
        "account": "{accounts} account",
        "accounts": "{accounts} accounts",
        "rename": "{before} would be called {after}",
        "columns": "segment|accounts now|then|revenue now|then",
        "total": "Total",
        "untouched": "Nothing was published: what stands published is as it was.",
    },
    "nl": {
        "title": "Vooruitblik op {files}",
        "nothing": "Er zou geen enkel account verschuiven, per {date}.",
        "segment": "{accounts} van {all} accounts ({share}) zouden naar een ander segment gaan, "
        "met {revenue} omzet over 12 maanden ({revenue_share}), per {date}.",
        "no_segment": "Er zou geen enkel account naar een ander segment gaan, per {date}.",
        "value_tier": "{accounts} van {all} accounts zouden naar een andere waardeklasse gaan, "
        "met {revenue} omzet.",
        "anew": "Met deze regels zouden de segmenten opnieuw worden gemaakt. {reason}",
        "come": "Segmenten die in gebruik zouden komen: {names}.",
        "go": "Segmenten die buiten gebruik zouden raken: {names}.",
        "and": " en ",
        "step_segment": "{accounts}, {revenue} omzet: van {origin} naar {destination}",
        "step_value_tier": "{accounts}, {revenue} omzet: van waardeklasse {origin} naar "
        "{destination}",
        "account": "{accounts} account",
        "accounts": "{accounts} accounts",
        "rename": "{before} zou {after} heten",
        "columns": "segment|accounts nu|dan|omzet nu|dan",
        "total": "Totaal",
        "untouched": "Er is niets gepubliceerd: wat gepubliceerd staat, is zoals het was.",
    },
}


@dataclass(frozen=True)
class PreviewPage:
    """A preview in one language.

    Attributes:
        preview: What the rules would do.
        language: `en` or `nl`.
    """

    preview: Preview
    language: str

    def on_screen(self) -> list[str]:
        """Lay it out for a terminal."""
        return [
            self._say("title", files=", ".join(self.preview.rule_files)),
            *self._headlines(),
            "",
            *(f"- {line}" for line in self._steps()),
            *([""] if self._has_steps() else []),
            *columns(self._table()),
            "",
            self._say("untouched"),
        ]

    def markdown(self) -> str:
        """Lay it out for a pull request."""
        files = ", ".join(f"`{name}`" for name in self.preview.rule_files)
        header, *rows = self._table()
        table = [header, ("---", *("---:" for _ in header[1:])), *rows]
        parts = [
            f"## {self._say('title', files=files)}",
            "\n".join(self._headlines()),
            "\n".join(f"- {line}" for line in self._steps()),
            "\n".join(f"| {' | '.join(_cell(value) for value in row)} |" for row in table),
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _say(self, text: str, **values: object) -> str:
        return _TEXTS[self.language][text].format(**values)

    def _headlines(self) -> Iterator[str]:
        date = self.preview.as_of_date
        segment, tier = self._moves("segment"), self._moves("value_tier")
        if not segment and not tier and not self.preview.renames:
            yield self._say("nothing", date=date)
            return
        every = [move for move in self.preview.movements if move.part == "segment"]
        accounts, revenue = _sums(segment)
        all_accounts, all_revenue = _sums(every)
        if segment:
            yield self._say(
                "segment",
                accounts=number(accounts, self.language),
                all=number(all_accounts, self.language),
                share=percent(accounts / all_accounts, self.language),
                revenue=amount(revenue, self.language),
                revenue_share=percent(
                    float(revenue / all_revenue) if all_revenue else 0.0, self.language
                ),
                date=date,
            )
        else:
            yield self._say("no_segment", date=date)
        if self.preview.refit is not None:
            yield self._say("anew", reason=self.preview.refit.reason(self.language))
        now, then = self._places(lambda move: move.origin), self._places(lambda m: m.destination)
        for text, places in (("come", then - now), ("go", now - then)):
            if places:
                yield self._say(text, names=self._listed(places))
        if tier:
            accounts, revenue = _sums(tier)
            yield self._say(
                "value_tier",
                accounts=number(accounts, self.language),
                all=number(all_accounts, self.language),
                revenue=amount(revenue, self.language),
            )

    def _steps(self) -> Iterator[str]:
        for move in (*self._moves("segment"), *self._moves("value_tier")):
            yield self._say(
                f"step_{move.part}",
                accounts=self._accounts(move.account_count),
                revenue=amount(move.revenue_amount, self.language),
                origin=self._name(move.origin),
                destination=self._name(move.destination),
            )
        for rename in self.preview.renames:
            yield self._say(
                "rename",
                before=rename.before.name(self.language),
                after=rename.after.name(self.language),
            )

    def _accounts(self, count: int) -> str:
        text = "account" if count == 1 else "accounts"
        return self._say(text, accounts=number(count, self.language))

    def _places(self, side: Callable[[Movement], Place]) -> set[Place]:
        """Segments with accounts, now or then, under the name that they have now."""
        segments = (move for move in self.preview.movements if move.part == "segment")
        places = {self._present(side(move)) for move in segments}
        return {place for place in places if place.place_id is not None}

    def _listed(self, places: Iterable[Place]) -> str:
        names = sorted(map(self._name, places))
        return self._say("and").join([", ".join(names[:-1]), names[-1]] if names[1:] else names)

    def _name(self, place: Place) -> str:
        """Give its name, with its id where another segment goes by the same name."""
        name = place.name(self.language)
        everyone = self._places(lambda m: m.origin) | self._places(lambda m: m.destination)
        is_shared = any(
            one.name(self.language) == name and one.place_id != place.place_id for one in everyone
        )
        return f"{name} ({place.place_id})" if is_shared and place in everyone else name

    def _has_steps(self) -> bool:
        return next(self._steps(), None) is not None

    def _moves(self, part: Part) -> list[Movement]:
        return [move for move in self.preview.movements if move.part == part and not move.is_stay]

    def _table(self) -> list[tuple[str, ...]]:
        """Lay out accounts and revenue of each segment, now and then, the largest first."""
        now: dict[Place, list[Movement]] = {}
        then: dict[Place, list[Movement]] = {}
        for move in self.preview.movements:
            if move.part == "segment":
                now.setdefault(self._present(move.origin), []).append(move)
                then.setdefault(self._present(move.destination), []).append(move)
        rows = [
            (place, _sums(now.get(place, [])), _sums(then.get(place, [])))
            for place in {**now, **then}
            if place.place_id is not None
        ]
        rows.sort(key=lambda row: (-row[1][1], -row[1][0], row[0].place_id or ""))
        total_now, total_then = (
            (sum(count for count, _ in side), sum((money for _, money in side), Decimal(0)))
            for side in ([row[1] for row in rows], [row[2] for row in rows])
        )
        return [
            tuple(self._say("columns").split("|")),
            *(self._row(self._name(place), before, after) for place, before, after in rows),
            self._row(self._say("total"), total_now, total_then),
        ]

    def _present(self, place: Place) -> Place:
        """Give a segment its present name on both sides."""
        for rename in self.preview.renames:
            if place.place_id == rename.after.place_id:
                return rename.before
        return place

    def _row(
        self, name: str, now: tuple[int, Decimal], then: tuple[int, Decimal]
    ) -> tuple[str, ...]:
        return (
            name,
            *(number(accounts, self.language) for accounts, _ in (now, then)),
            *(amount(revenue, self.language) for _, revenue in (now, then)),
        )


def _sums(moves: Iterable[Movement]) -> tuple[int, Decimal]:
    listed = list(moves)
    return (
        sum(move.account_count for move in listed),
        sum((move.revenue_amount for move in listed), Decimal(0)),
    )


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
