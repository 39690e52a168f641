"""A mapping while a person works on it: columns chosen, guesses confirmed, and what still stands in its way."""

from dataclasses import replace

from auditor.importers.mapping import FIXABLE, TOKEN_FIELDS, UNITS, Mapping
from auditor.importers.tables.table_columns import FIELDS_OF
from auditor.mapping.conventions import cached_question
from auditor.mapping.guess import Draft, Guess, draft_of, guess_for

QUANTITIES = ("input_tokens", "output_tokens", "cost_usd", "credits", "requests", "messages")


class MappingEdit:
    """Begins with a draft, or with a mapping of tables alike; `mapping` is how it stands."""

    def __init__(self, draft: Draft, mapping: Mapping | None = None) -> None:
        self.draft = draft
        self.mapping = replace(draft.mapping, made_by="", made_on="")
        self._looks = draft.looks
        if mapping:
            self.load(mapping)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of this grain."""
        return FIELDS_OF[self.mapping.grain]

    def load(self, mapping: Mapping) -> list[str]:
        """Take over another mapping, as far as the table has its columns; the columns it lacks."""
        headers = {header.strip().lower(): header for header in reversed(self.draft.headers)}
        written = {field: headers.get(column.strip().lower()) for field, column in mapping.columns.items()}
        columns = {field: column for field, column in written.items() if column}
        self.mapping = replace(mapping, columns=columns, made_by="", made_on="", alone=True)
        return [mapping.columns[field] for field, column in written.items() if not column]

    def regrain(self, grain: str) -> None:
        """One row is something else: guess anew."""
        self.draft = draft_of(self.draft.headers, self.draft.rows, grain)
        self.mapping = self.draft.mapping

    def choose(self, field: str, column: str | None) -> None:
        """Another column for a field, or none. That confirms it, unless the column's values do not fit the field."""
        columns = {name: told for name, told in self.mapping.columns.items() if name != field}
        columns |= {field: column} if column else {}
        self.mapping = replace(
            self.mapping,
            columns=columns,
            fixed={name: value for name, value in self.mapping.fixed.items() if name != field},
            units={name: unit for name, unit in self.mapping.units.items() if name != field},
        )
        self.confirm(field, not (self.needs_tick(field) and self.guess(field).doubt))
        self.mapping = replace(self.mapping, unconfirmed=self._with_cache_question())

    def fix(self, field: str, value: str) -> None:
        """One value for every row; "" is none."""
        self.choose(field, None)
        if value.strip():
            self.mapping = replace(self.mapping, fixed={**self.mapping.fixed, field: value.strip()})

    def confirm(self, field: str, on: bool) -> None:
        """A guess is right, or it is not settled after all."""
        others = [name for name in self.mapping.unconfirmed if name != field]
        self.mapping = replace(self.mapping, unconfirmed=tuple(others if on else [*others, field]))

    def unit(self, field: str, unit: str) -> None:
        """The unit of a field's column."""
        others = {name: told for name, told in self.mapping.units.items() if name != field}
        usual = next(iter(UNITS[field]))
        self.mapping = replace(self.mapping, units=others | ({} if unit == usual else {field: unit}))

    def settle(self, name: str, word: str) -> None:
        """Cached input, reasoning, dates, numbers, period or time zone, by its word; "" leaves it unsaid."""
        changed = {name: word}
        self.mapping = replace(self.mapping, **changed)  # pyright: ignore[reportArgumentType]
        if name in ("dates", "cached_input"):
            self.confirm(name, bool(word))

    def guess(self, field: str) -> Guess:
        """What is to be said of the field's column."""
        column = self.mapping.columns.get(field)
        first = self.draft.guesses.get(field)
        unit = self.mapping.units.get(field, "")
        same = first is not None and first.column == column
        if first and same and self.mapping.numbers == self.draft.mapping.numbers:
            return first
        return guess_for(self._looks, field, column, self.mapping.numbers, unit)

    def can_be_fixed(self, field: str) -> bool:
        """Whether the field can have one value for all rows."""
        return field in FIXABLE

    def needs_tick(self, field: str) -> bool:
        """Whether the field's guess is to be confirmed by a person."""
        return field in TOKEN_FIELDS and field in self.mapping.columns

    def missing(self) -> list[str]:
        """The fields, of which one of each group must be told, that are not."""
        groups = {
            "event": (("timestamp",), ("agent", "person")),
            "aggregate": (("timestamp",), QUANTITIES, ("end", "period")),
            "outcome": (("timestamp",), ("kind",), ("reference",), ("agent", "person")),
        }[self.mapping.grain]
        told = {*self.mapping.columns, *self.mapping.fixed, *(["period"] if self.mapping.period else [])}
        return [" or ".join(group) for group in groups if not told & set(group)]

    def _with_cache_question(self) -> tuple[str, ...]:
        asked = cached_question(self.mapping.columns, self.mapping.cached_input)
        return (*(name for name in self.mapping.unconfirmed if name != "cached_input"), *asked)
