"""Use case: an unknown table → a draft of its mapping, with a reason for each guess, for a person to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.errors import ImportFailed
from auditor.find import BROKEN_FILE, unreadable
from auditor.importers.files.export_file import ExportFile
from auditor.importers.mapping import TOKEN_FIELDS, UNITS, Mapping
from auditor.importers.tables.table_columns import FIELDS_OF
from auditor.importers.tables.table_sample import sample
from auditor.mapping.conventions import cached_question, date_order, grain_of, number_marks, period_of, zone_of
from auditor.mapping.header_words import TOTAL, header_fits, unit_in, words_of
from auditor.mapping.looks import Look, kind_for, looks_of, said
from auditor.mapping.sums import cached_input, counts_in, total_agrees

SAMPLE = 500
"""Rows a guess is made from."""

FRACTION_OF_SECOND_ROWS = 1_000.0
"""Latencies with fractions, all below this, are guessed to be seconds."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One field's column, None where no column looks like it, and why. `doubt`: the values do not fit the field."""

    column: str | None
    reason: str
    sample: str = ""
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Headers and first rows of a table, the mapping guessed, and why: by field, and for what else was settled."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping
    guesses: dict[str, Guess] = field(default_factory=dict[str, Guess])
    about: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def looks(self) -> dict[str, Look]:
        """What the values of each column look like."""
        return looks_of(self.headers, self.rows)


def draft(file: ExportFile, grain: str = "") -> Draft:
    """A guess from the first rows of a file. Raises ImportFailed where it holds no table."""
    try:
        headers, rows = sample(replace(file), SAMPLE)  # a copy: reading counts and hashes
    except BROKEN_FILE as error:
        raise unreadable(file, error) from error
    if len(headers) < 2 or not rows or "\0" in "".join(headers):
        raise ImportFailed(
            f"{file.name}: this is no table with a header line and rows.", "Export it as CSV or JSON lines."
        )
    return draft_of(headers, rows, grain)


def draft_of(headers: Sequence[str], rows: Sequence[Sequence[str]], grain: str = "") -> Draft:
    """A guess from headers and sampled rows; `grain` where the person has told it."""
    looks = looks_of(headers, rows)
    numbers, why_numbers = number_marks(looks)
    told_grain, why_grain = (grain, "chosen by you") if grain else grain_of(looks)
    found = _assigned(looks, FIELDS_OF[told_grain], numbers)
    units = {name: unit for name, column in found.items() if (unit := _unit(name, looks[column]))}
    columns = {name: found[name] for name in FIELDS_OF[told_grain] if name in found}
    guesses = {name: _guess(name, looks, found, numbers, units) for name in FIELDS_OF[told_grain]}
    counts = counts_in(headers, rows, found, numbers)
    _tell_sums(guesses, total_agrees(counts, found))
    cached, why_cached = cached_input(counts, found)
    dates, why_dates = date_order([looks[columns[name]] for name in ("timestamp", "end") if name in columns])
    zone, why_zone = zone_of(looks[columns["timestamp"]]) if "timestamp" in columns else ("", "")
    unsettled = [*cached_question(columns, cached), *(["dates"] if why_dates and not dates else [])]
    mapping = Mapping(
        columns=columns,
        units={name: unit for name, unit in units.items() if unit != next(iter(UNITS[name])) and name in columns},
        cached_input=cached,
        timezone=zone,
        dates=dates,
        numbers=numbers,
        grain=told_grain,
        period=period_of(looks, columns) if told_grain == "aggregate" else "",
        unconfirmed=(*(name for name in TOKEN_FIELDS if name in columns), *unsettled),
    )
    about = {
        "grain": why_grain,
        "timezone": why_zone,
        "dates": why_dates,
        "numbers": why_numbers,
        "cached_input": why_cached,
    }
    return Draft(tuple(headers), tuple(map(tuple, rows)), mapping, guesses, {k: v for k, v in about.items() if v})


def guess_for(looks: dict[str, Look], name: str, column: str | None, numbers: str = "", unit: str = "") -> Guess:
    """What is to be said of a column that a person has chosen for a field."""
    if column is None or column not in looks:
        return Guess(None, "not told")
    look, kind = looks[column], kind_for(name, unit)
    doubt = bool(kind and look.values) and not look.mostly(kind, numbers)
    return Guess(column, said(look, kind, numbers), _first(look), doubt)


def _assigned(looks: dict[str, Look], fields: Sequence[str], numbers: str) -> dict[str, str]:
    """Field → column: the best pair first, each column once; then what only the values tell."""
    pairs = [
        (score, -rank, name, column)
        for rank, name in enumerate((*fields, TOTAL))
        for column in looks
        if (score := header_fits(column, name)) and _fits(name, looks[column], numbers)
    ]
    found: dict[str, str] = {}
    for _, _, name, column in sorted(pairs, reverse=True):
        if name not in found and column not in found.values():
            found[name] = column
    for name, kind in (("timestamp", "time"), ("person", "mail"), ("model", "model")):
        if name in fields and name not in found:
            free = [column for column in looks if column not in found.values() and looks[column].mostly(kind)]
            found |= {name: free[0]} if free else {}
    return found


def _fits(name: str, look: Look, numbers: str) -> bool:
    kind = kind_for(name, unit_in(words_of(look.column), name))
    if not kind:
        return not (look.mostly("number") and name in ("prompt", "response", "model", "team"))
    return look.mostly(kind, numbers) if look.values else header_fits(look.column, name) > 900


def _unit(name: str, look: Look) -> str:
    """The unit a header tells; for times taken without one, what their size tells."""
    told = unit_in(words_of(look.column), name)
    if told or name != "latency_ms" or not look.mostly("number"):
        return told
    fractions = any("." in value for value in look.values)
    small = all(float(value) < FRACTION_OF_SECOND_ROWS for value in look.values if value.replace(".", "").isdecimal())
    return "s" if fractions and small else "ms"


def _guess(name: str, looks: dict[str, Look], found: dict[str, str], numbers: str, units: dict[str, str]) -> Guess:
    if name not in found:
        return Guess(None, "no column looks like it")
    look, unit = looks[found[name]], units.get(name, "")
    known = header_fits(look.column, name)
    kind = kind_for(name, unit) or ("mail" if look.mostly("mail") else "model" if name == "model" else "")
    kind = kind if kind != "model" or look.mostly("model") else ""
    reasons = [f"header says “{look.column}”"] if known else []
    reasons += [said(look, kind, numbers)]
    if unit and name in UNITS:
        from_header = unit_in(words_of(look.column), name)
        reasons += [f"in {unit}" if from_header else f"looks like {unit}, the header does not tell"]
    return Guess(look.column, "; ".join(reasons), _first(look))


def _first(look: Look) -> str:
    return look.values[0] if look.values else ""


def _tell_sums(guesses: dict[str, Guess], words: str) -> None:
    """Add to the reasons of input and output how they compare with a column of totals."""
    for name in ("input_tokens", "output_tokens"):
        if words and name in guesses:
            guesses[name] = replace(guesses[name], reason=f"{guesses[name].reason}; {words}")
