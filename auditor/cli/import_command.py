"""`auditor import`: files into a case, with a receipt for each."""

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties, zone_named
from auditor.cli.tell import document, failures_told, moment, number, say, table, terminal_progress
from auditor.errors import AuditorError, NotRecognised
from auditor.find import Options, find_files
from auditor.importers.tables.mapping_json import read_mapping
from auditor.ingest import Imported, importer_named, ingest
from auditor.records import Severity, Source

REASONS = 10
"""Rejected lines told one by one."""

LISTED = 40
"""Files told one by one; of more, their sums are told, and `auditor sources` lists them."""


FIGURES = (
    ("events", "events"),
    ("aggregates", "sums"),
    ("outcomes", "outcomes"),
    ("duplicates", "duplicates"),
    ("rejected", "rejected"),
)
"""What a receipt tells of a source, and the titles: a file of sums alone shows what it brought."""


@dataclass
class Handled:
    """What became of all files."""

    done: list[Imported]
    paths: tuple[Path, ...]

    @property
    def passed_over(self) -> list[Imported]:
        """Files of a folder that are no exports; not a failure as long as something was one."""
        named = {path.as_posix() for path in self.paths}
        imported = any(one.source or one.again for one in self.done)
        return [
            one for one in self.done if imported and isinstance(one.problem, NotRecognised) and one.name not in named
        ]

    @property
    def failed(self) -> list[Imported]:
        """Files that ought to have been imported and were not."""
        passed = {one.name for one in self.passed_over}
        return [one for one in self.done if one.problem and one.name not in passed]


@click.command("import")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "importer", metavar="IMPORTER", help="Read the files with this importer.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="JSON file that says which column is what; `auditor mapping FILE` drafts one.",
)
@click.option("--timezone", default="UTC", show_default=True, help="Zone of times that have none.")
@click.option("--strict", is_flag=True, help="Refuse a file with any line that cannot be read.")
@click.option("--json", "as_json", is_flag=True)
def import_(
    case: Path, paths: tuple[Path, ...], importer: str | None, mapping: Path | None, timezone: str, strict: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Import export files, folders or archives into CASE (made if it is not there)."""
    with failures_told():
        options = Options(importer, read_mapping(mapping) if mapping else None, zone_named(timezone), strict)
        if importer:
            importer_named(importer)
        files = find_files(paths, options)
        new = not case.exists()
        with _open_or_create(case) as opened:
            handled = Handled(list(ingest(opened, files, options, terminal_progress())), paths)
            empty = not opened.sources.all()
            rejected = _rejected(opened, handled)
        if new and empty:
            case.unlink()
        if as_json:
            receipts = [_json(one) for one in handled.done if one.source or one.again]
            document({"sources": receipts, "passed_over": [_passed_json(one) for one in handled.passed_over]})
        else:
            _tell(handled, rejected)
        if handled.failed:
            raise _together(handled.failed)


def _open_or_create(path: Path) -> CaseFile:
    if path.exists():
        return CaseFile.open(path)
    return CaseFile.create(path, Properties(name=path.stem, reviewer=_whoever()))


def _whoever() -> str:
    """The account's name; in a container the account can have none."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return "unknown reviewer"


def _together(failed: list[Imported]) -> AuditorError:
    first = failed[0].problem
    assert first
    if len(failed) == 1:
        return first
    others = ", ".join(one.name for one in failed[1:4]) + (" …" if len(failed) > 4 else "")
    return AuditorError(f"{first} And {len(failed) - 1} more not imported: {others}.")


def _json(one: Imported) -> dict[str, Any]:
    source = one.source or one.again
    assert source
    new = one.source is not None
    totals = source.totals
    return {
        "path": one.name,
        "sha256": source.sha256,
        "importer": source.importer,
        "events": source.events if new else 0,
        "aggregates": source.aggregates if new else 0,
        "outcomes": source.outcomes if new else 0,
        "duplicates": source.duplicates if new else 0,
        "rejected": source.rejected if new else 0,
        "first": moment(totals.first),
        "last": moment(totals.last),
        "tokens": {
            "input": totals.input_tokens if new else 0,
            "cache_read_input": totals.cache_read_input_tokens if new else 0,
            "cache_creation_input": totals.cache_creation_input_tokens if new else 0,
            "output": totals.output_tokens if new else 0,
            "reasoning_output": totals.reasoning_output_tokens if new else 0,
        },
        "lower_bound": totals.lower_bounds > 0,
        "warnings": list(source.warnings) if new else [already(source)],
    }


def _passed_json(one: Imported) -> dict[str, str]:
    assert one.problem
    return {"path": one.name, "reason": one.problem.message.removeprefix(f"{one.name}: ")}


def already(source: Source) -> str:
    """The friendly word for bytes that are in the case already."""
    return f"already in this case as source {source.id} ({source.path}): nothing was added"


def _row(source: Source, what: str) -> tuple[str, ...]:
    return (source.importer, *(number(getattr(source, figure)) for figure, _ in FIGURES), what)


def _by_importer(new: list[tuple[Source, str]]) -> list[tuple[str, ...]]:
    """A line for each importer, and one for each file with lines that could not be read, in the sums already."""
    rows: list[tuple[str, ...]] = []
    for name in sorted({source.importer for source, _ in new}):
        mine = [source for source, _ in new if source.importer == name]
        sums = [sum(getattr(s, figure) for s in mine) for figure, _ in FIGURES]
        rows.append((name, *map(number, sums), f"{number(len(mine))} {'file' if len(mine) == 1 else 'files'}"))
    return rows + [_row(source, f"  of these: {name}") for source, name in new if source.rejected]


def _rejected(case: CaseFile, handled: Handled) -> list[str]:
    """Where and why lines could not be read, the first ones of them."""
    told: list[str] = []
    for one in handled.done:
        if one.source and one.source.rejected and len(told) < REASONS:
            issues = [issue for issue in case.sources.issues(one.source.id) if issue.severity is Severity.REJECTED]
            told += [f"{one.name}, line {issue.line}: {issue.reason}" for issue in issues[: REASONS - len(told)]]
    return told


def _tell(handled: Handled, rejected: list[str]) -> None:
    new = [(one.source, one.name) for one in handled.done if one.source]
    if new:
        rows = [_row(*one) for one in new] if len(new) <= LISTED else _by_importer(new)
        head = ("importer", *(title for _, title in FIGURES), "file")
        table(head, rows, right=range(1, len(head) - 1))
    for one in handled.done:
        if one.again:
            say(f"{one.name}: {already(one.again)}.")
        for warning in one.source.warnings if one.source else ():
            say(f"note  {one.name}: {warning}")
    for reason in rejected:
        say(f"rejected  {reason}")
    if (more := sum(one.source.rejected for one in handled.done if one.source) - len(rejected)) > 0:
        say(f"rejected  {number(more)} more; the window shows them all")
    for source, name in new:
        if source.totals.lower_bounds:
            was = "request was cut off: its" if source.totals.lower_bounds == 1 else "requests were cut off: their"
            say(f"note  {name}: {number(source.totals.lower_bounds)} {was} output is a lower bound")
    for one in handled.passed_over:
        say(f"passed over  {one.problem and one.problem.message}")
    if handled.passed_over:
        say("A table among those passed over can be mapped: “auditor mapping FILE” drafts a mapping for --mapping.")
