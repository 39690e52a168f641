"""What the data screen says of a source: its name, what it brought, and by which rules something was left out."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from auditor.gui.data.reconcile_figures import amount, unit_words
from auditor.gui.figures import counted, day, whole
from auditor.importers import IMPORTERS
from auditor.records import Source
from auditor.rules import rule_named

TITLES = {importer.name: importer.title for importer in IMPORTERS}


def rule_words(rules: Mapping[str, int], *, brief: bool = False) -> str:
    """Repeats of the same request 1,960 · Shorter copies 12; the largest first."""
    largest = sorted(rules.items(), key=lambda rule: -rule[1])
    named = [(rule_named(name), count) for name, count in largest]
    return " · ".join(f"{rule.brief if brief else rule.title} {whole(count)}" for rule, count in named)


def name_of(source: Source, *, names: bool) -> str:
    """The file's name; a path often names people, so without `names` only its number."""
    return "/".join(source.path.split("/")[-2:]) if names else f"source {source.id}"


def title_of(source: Source) -> str:
    """What the file was recognised as."""
    return TITLES.get(source.importer, source.importer)


def brought(source: Source) -> tuple[str, str]:
    """The most important thing a source brought, and the rest of it."""
    told = [
        counted(number, noun)
        for number, noun in ((source.events, "request"), (source.aggregates, "sum"), (source.outcomes, "outcome"))
        if number
    ]
    first, rest = (told[0], told[1:]) if told else ("nothing counts", [])
    return first, " · ".join(
        [*rest, *(f"{amount(sum_, unit)} {unit_words(unit)}" for unit, sum_ in quantities(source))]
    )


def quantities(source: Source) -> list[tuple[str, int]]:
    """The sums a source states, by unit, in millionths."""
    return sorted(source.quantities.items())


def span_words(source: Source, zone: ZoneInfo) -> str:
    """14 Sep – 30 Nov 2026; "" where no time is known."""
    if source.covers is None:
        return ""
    first, last = (day(moment, zone, year=True) for moment in source.covers)
    return first if first == last else f"{first} – {last}"


def counted_tokens(source: Source) -> int | None:
    """Tokens that count: 0 where tokens are told and none of their lines counts; None where none are told."""
    if source.raw.tokens is not None and not source.totals.events:
        return 0
    return source.totals.tokens


def left_out(source: Source) -> int | None:
    """Tokens as written less tokens counted; None where neither is told."""
    written = source.raw.tokens
    return None if written is None else written - (counted_tokens(source) or 0)
