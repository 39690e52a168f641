"""The conversation of a Kiro CLI session, looked up for its turns, or read by itself where the session is missing."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import msgspec

from auditor.errors import ImportFailed, PassedOver
from auditor.importers.assistants.kiro_cli_entries import Entry, Exchange, exchanges
from auditor.importers.assistants.kiro_cli_turns import NO_NAME
from auditor.importers.files.export_file import ExportFile
from auditor.importers.files.json_lines import as_list, plain_reason, records
from auditor.importers.values.places import keeper_of
from auditor.records import ImportIssue, Record, Severity, UsageEvent


def exchanges_of(record: dict[str, object], file: ExportFile, lost: list[ImportIssue]) -> Iterator[Exchange]:
    """The conversation: from the export itself, else from the file beside it."""
    if "log_entries" in record:
        return exchanges(_converted(as_list(record["log_entries"]), lost))
    name = PurePosixPath(file.name.replace("\\", "/")).name.removesuffix(".gz")
    beside = file.beside(f"{name}l") or file.beside(f"{name}l.gz")
    return exchanges(_entries(beside, lost)) if beside else iter(())


def _converted(values: Iterable[object], lost: list[ImportIssue]) -> Iterator[tuple[int, Entry]]:
    for place, value in enumerate(values, 1):
        try:
            yield place, msgspec.convert(value, type=Entry)
        except msgspec.ValidationError as error:
            lost.append(ImportIssue(place, plain_reason(error)))


def _entries(file: ExportFile, lost: list[ImportIssue]) -> Iterator[tuple[int, Entry]]:
    for item in records(file, Entry):
        if isinstance(item, ImportIssue):
            lost.append(item)
        else:
            yield item


def conversation_alone(file: ExportFile) -> Iterator[Record]:
    """The timed prompts of a conversation without its session. Raises PassedOver if that lies beside it."""
    name = PurePosixPath(file.name.replace("\\", "/")).name.removesuffix(".gz")
    meter = f"{name.removesuffix('.jsonl').removesuffix('.json')}.json"
    if file.beside(meter) or file.beside(f"{meter}.gz"):
        raise PassedOver(f"{file.name}: read together with the “{meter}” beside it.", "Import that file.")
    read_any = False
    lost: list[ImportIssue] = []
    for exchange in exchanges(_entries(file, lost)):
        if exchange.at is not None:
            read_any = True
            yield _unmetered(exchange, file.name, name.removesuffix(".jsonl"))
    if not read_any:
        raise ImportFailed(
            f"{file.name}: this conversation tells neither times nor credits.", f"Import it with its “{meter}”."
        )
    yield from lost
    yield ImportIssue(0, f"“{meter}” is missing: credits, model and agent are unknown", Severity.WARNING)


def _unmetered(exchange: Exchange, name: str, session: str) -> UsageEvent:
    return UsageEvent(
        at=exchange.at or 0,
        agent=NO_NAME,
        line=exchange.line,
        person=keeper_of(name),
        key=f"kiro-cli:{exchange.ids[-1] if exchange.ids else f'{session}:{exchange.at}'}",
        session=session,
        provider="kiro",
        operation="chat",
        prompt=exchange.prompt,
        response=exchange.response,
    )
