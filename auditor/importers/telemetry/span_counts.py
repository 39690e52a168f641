"""Token counts of a call as tracing systems tell them, put into our terms.

Systems differ in whether `input` holds what was cached and `output` the reasoning. Where a total is told it decides:
the reading whose sum is the total is the right one. Without it, details greater than the whole prove that they lie
beside it; and else the format's own rule holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.importers.values.quantities import Unreadable, count, shown

UNSPLIT = "the total is greater than the counts told: the rest is of no known kind, these calls are lower bounds"
THOUGHTS = "the total is greater than input and output: the rest was counted as output (Gemini's thoughts)"
UNDECIDED = "no total tells whether the input holds what was cached; it was read as the format defines it"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts as told. `other_input` and `other_output` are further parts (audio, images), never told by themselves."""

    input: int | None = None
    output: int | None = None
    cache_read: int | None = None
    cache_creation: int | None = None
    reasoning: int | None = None
    total: int | None = None
    other_input: int = 0
    other_output: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts in our terms: input holds both cache classes, output the reasoning. `doubt` says what was not certain."""

    input: int | None
    output: int | None
    cache_read: int | None
    cache_creation: int | None
    reasoning: int | None
    lower_bound: bool = False
    doubt: str = ""


def tokens(value: object, name: str) -> int | None:
    """A JSON value as a token count; None where not told. Raises Unreadable."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable(f"{name} {shown(value)} is not a number")
    return count(str(value), name)


def first_told(values: Mapping[str, object], names: Sequence[str]) -> object:
    """The value under the first of several names that has one."""
    return next((value for name in names if (value := values.get(name)) is not None), None)


def is_some(value: object) -> bool:
    """Whether a count says more than 0; what cannot be read may."""
    return value not in (None, 0, "", "0", "0.0")


def settled(told: Counts, beside: bool, model: str | None = None) -> Usage:
    """In our terms. `beside`: where nothing decides, details lie beside `input` and `output`, not within."""
    details_in = (told.cache_read or 0) + (told.cache_creation or 0) + told.other_input
    details_out = (told.reasoning or 0) + told.other_output
    plain = (told.input or 0) + (told.output or 0)
    doubt, rest = "", 0
    readings = ((0, 0), (1, 0), (0, 1), (1, 1))
    fitting = [(i, o) for i, o in readings if plain + i * details_in + o * details_out == told.total]
    if fitting:
        in_beside, out_beside = fitting[0]
    else:
        in_beside, out_beside = _without_total(told, details_in, details_out, beside)
        rest = (told.total or 0) - plain - in_beside * details_in - out_beside * details_out
        if details_in and not told.total and (told.input or 0) >= details_in:
            doubt = UNDECIDED if beside else ""
    input_ = _sum(told.input, details_in * (in_beside or told.input is None))
    output = _sum(told.output, details_out * (out_beside or told.output is None))
    parts = input_, output, told.cache_read, told.cache_creation, told.reasoning
    if rest <= 0:
        return Usage(*parts, doubt=doubt)
    if input_ is None and output is not None:
        return Usage(rest, *parts[1:], doubt=doubt)
    if input_ is not None and output is None:
        return Usage(input_, rest, *parts[2:], doubt=doubt)
    if output is not None and "gemini" in (model or "").lower():
        return Usage(input_, output + rest, *parts[2:], doubt=THOUGHTS)
    return Usage(*parts, lower_bound=True, doubt=UNSPLIT)


def _without_total(told: Counts, details_in: int, details_out: int, beside: bool) -> tuple[bool, bool]:
    """Whether details lie beside input and output: proven where they are greater, else as the format has it."""
    return beside or details_in > (told.input or 0), beside or details_out > (told.output or 0)


def _sum(whole: int | None, more: int) -> int | None:
    return more or None if whole is None else whole + more
