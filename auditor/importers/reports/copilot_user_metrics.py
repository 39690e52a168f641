"""Reads GitHub's Copilot metrics: reports by user (1 day or 28 days), by organization, and of the APIs before them.

Source: docs.github.com, "Copilot usage metrics", and the schema-faithful mocks of a maker's viewer; real downloads are
one JSON object per line (not yet seen on a real file). Also read: pretty JSON with `day_totals` or `user_totals`, the
older metrics API (`copilot_ide_chat`), and the first usage API (`total_chat_turns`).

Token semantics: only the command line and the Copilot app tell tokens; `prompt_tokens_sum` is read as the whole input,
cached included (the average they give divides prompt and output by requests). `user_initiated_interaction_count` are
messages, `ai_credits_used` credits, `request_count` requests. Messages by model are not read: they do not add up to
the user's total. Starts of other makers' agents are requests of that agent; GitHub warns against adding them to the
interactions. Completions and lines of code are no use.

Identity: user and interval, so that a day told by the 1-day and the 28-day report, or by organization and enterprise,
counts once. `user_totals` over many days cannot be told apart by day: they come with a warning, as do sums without
persons, which the reports by user tell as well.
"""

from collections.abc import Iterator

from auditor.errors import PassedOver
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import is_dict, is_list
from auditor.importers.files.pages import key_paths
from auditor.importers.reports.copilot_days import LEGACY_LISTS, day_sums, legacy_sums
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.importers.values.token_sums import Notes
from auditor.records import ImportIssue, Record

COUNT = "user_initiated_interaction_count"
LISTS = ("day_totals", "user_totals")
NOTHING_TOLD = "records without any count that is read"


def matches(peek: Peek) -> str:
    """Interactions by day or user at the top or in a list of totals; one of the older answers; a list of downloads."""
    paths = key_paths(peek, COUNT, "chat_turns", *LEGACY_LISTS, "download_links")
    if {COUNT, *(f"{name}/{COUNT}" for name in LISTS)} & paths:
        return f"“{COUNT}” by day"
    if "day" in paths and paths & {"total_chat_turns", "breakdown/chat_turns"}:
        return "“total_chat_turns” by day"
    if "date" in paths and paths & set(LEGACY_LISTS):
        return f"“{LEGACY_LISTS[0]}” by date"
    if "download_links" in paths and paths & {"report_day", "report_start_day"}:
        return "links to a Copilot report"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of one report. Raises PassedOver for an answer that only links to the reports."""
    if "download_links" in key_paths(file.peek(), "download_links"):
        raise PassedOver(f"{file.name} holds links, not the report.", "Download what it links to and import that.")
    notes = Notes()
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        for line, record in _records(*item):
            try:
                if not is_dict(record):
                    raise Unreadable("not a JSON object")
                sums = day_sums(line, record, notes) if COUNT in record else legacy_sums(line, record, notes)
            except Unreadable as error:
                yield ImportIssue(line, str(error), excerpt=excerpt(str(record)))
                continue
            if not sums:
                notes.add(line, NOTHING_TOLD)
            yield from sums
    yield from notes.issues()


def _records(line: int, found: dict[str, object]) -> Iterator[tuple[int, object]]:
    """The records of a report, with its days where they tell none themselves; a record by itself."""
    lists = [name for name in LISTS if name in found]
    if not lists:
        yield line, found
    around = {name: found[name] for name in ("report_day", "report_start_day", "report_end_day") if name in found}
    for name in lists:
        held = found[name]
        for member in held if is_list(held) else [held]:
            yield line, {**around, **member} if is_dict(member) else member


IMPORTER = Importer(
    name="copilot-user-metrics",
    title="GitHub Copilot metrics (JSON)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per person and day: messages, credits, and tokens of the command line",
    sums_of=("copilot-user-metrics",),
)
