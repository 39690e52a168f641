"""Reads Kiro's user reports: one CSV for each client and day, the source of credit leaderboards.

Source: kiro.dev, "View per-user activity"; two captured rows and the findings of a pipeline that reads them
(dwalleck/kiro-usage-pipeline). Not yet seen on a whole real file. Kept at
`AWSLogs/<account>/KiroLogs/user_report/<region>/YYYY/MM/DD/00/<client>_<account>_user_report_YYYYMMDD0000.csv`,
above 1,000 users in parts. Columns come in any order; `<model>_messages` are there only for models used that day.

Token semantics: none, Kiro meters credits. `Credits_Used` is read to the millionth, what is finer is carried to the
next row. Messages are told twice, as `Total_Messages` and by model, so only one of them may count: those by model where
they add up to the total, else the total, with a warning. Whether overage credits are part of `Credits_Used` is not
documented: they are not added, and a warning tells of them. Conversations, caps and tiers are no use.

Who: the e-mail, else the user id without the directory's prefix (`d-….<uuid>`), as prompt logs name the same person.
Identity: day, user and client. A row told again by another part or a later report of the day counts once; IDE and CLI
rows of one user and day both count.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from auditor.errors import PassedOver
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.table_file import TableRow, headers_of, rows
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.token_sums import DAY, Notes, Slot, added, day_of, whole
from auditor.records import ImportIssue, Record, SamePerson, Unit, UsageAggregate

KNOWN = (
    "Date", "UserId", "Client_Type", "Chat_Conversations", "Credits_Used", "Overage_Cap", "Overage_Credits_Used",
    "Overage_Enabled", "ProfileId", "Subscription_Tier", "Total_Messages", "New_User", "User_Email", "Usage_Limit",
)  # fmt: skip
READ = (
    "Date", "UserId", "Client_Type", "Credits_Used", "Overage_Credits_Used", "Total_Messages", "User_Email",
)  # fmt: skip
MODEL = re.compile(r"([a-z0-9._-]+)_messages")
"""Case matters: `Total_Messages` is not the messages of a model called Total."""

UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MARKER_BYTES = 256

OVERAGE = "overage credits are told beside the credits used; they are not added, since they may be part of them"
UNEQUAL = "messages by model do not add up to the row's total: the total is counted, without models"
NOT_READ = "columns not used: {}"


def matches(peek: Peek) -> str:
    """A header with user, client and credits (or messages); or a marker object of Kiro's log folder."""
    headers = {header.lower() for header in headers_of(peek)}
    if {"date", "userid", "client_type"} <= headers and headers & {"credits_used", "total_messages"}:
        return "headers “UserId”, “Client_Type”, “Credits_Used”"
    return "a marker object among Kiro's logs" if _is_marker(peek) else ""


def _is_marker(peek: Peek) -> bool:
    """Kiro leaves small objects between its reports that hold a UUID and nothing else that could be read."""
    if len(peek.head) > MARKER_BYTES or not UUID.search(peek.text) or set("{[,") & set(peek.text):
        return False
    return "KiroLogs" in peek.path.parts or bool(UUID.fullmatch(peek.text.strip().strip('"')))


def user_of(user_id: str) -> str:
    """The id without the identity store before it (`d-9067….<uuid>`): reports write it with and without."""
    tail = user_id.rpartition(".")[2]
    return tail.lower() if UUID.fullmatch(tail) else user_id


def read(file: ExportFile) -> Iterator[Record]:
    """The sums of one report. Raises PassedOver for a marker object."""
    if _is_marker(file.peek()):
        raise PassedOver(f"{file.name} is a marker of Kiro's delivery, not a report.")
    notes = Notes()
    report = _Report(notes)
    for row in rows(file):
        if isinstance(row, ImportIssue):
            yield row
            continue
        try:
            yield from report.sums(row)
        except Unreadable as error:
            yield ImportIssue(row.line, str(error), excerpt=row.excerpt())
    yield from notes.issues()


class _Slots(NamedTuple):
    """What a row is told for."""

    span: tuple[int, int]
    line: int
    user: str
    person: str
    client: str | None

    def of(self, model: str | None) -> Slot:
        identity = (self.user, self.client, model) if model else (self.user, self.client)
        return Slot.of(
            "kiro-user-report", self.span, self.line, identity, person=self.person, client=self.client, model=model
        )


class _Report:
    """The columns of one report, and what was left over in rounding its credits."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._columns: Mapping[str, str] = {}
        self._models: dict[str, str] = {}
        self._credits = Dollars()
        self._same: set[tuple[str, str]] = set()

    def sums(self, row: TableRow) -> list[UsageAggregate | SamePerson]:
        """Credits and messages of one row, and once the two names of its person. Raises Unreadable."""
        if not self._columns:
            self._columns = self._known_columns(row.headers)
        day, user, client, credits, overage, total, email = (row.told(self._columns.get(name, name)) for name in READ)
        who = user_of(user) if user else email
        if who is None:
            raise Unreadable("no user")
        start = day_of(day)
        slots = _Slots((start, start + DAY), row.line, who, email or who, client)
        found: list[UsageAggregate | SamePerson] = [
            *slots.of(None).part(Unit.CREDITS, self._credits.micro(credits, "Credits_Used"))
        ]
        for model, messages in self._messages(row, whole(total, "Total_Messages")).items():
            found += slots.of(model).counted(Unit.MESSAGES, messages)
        if not found:
            raise Unreadable("the row tells neither credits nor messages")
        if user and email and (both := (email, who)) not in self._same:
            self._same.add(both)
            found.insert(0, SamePerson(email, who, row.line))  # prompt logs name the id only
        if Dollars().micro(overage, "Overage_Credits_Used"):
            self._notes.add(row.line, OVERAGE)
        return found

    def _messages(self, row: TableRow, total: int | None) -> Mapping[str | None, int | None]:
        """Messages by model where these add up to the total; else the total, under None."""
        by_model = {model: whole(row.told(column), column) for column, model in self._models.items() if row.get(column)}
        parts = added([*by_model.values()])
        used: dict[str | None, int | None] = {model: number for model, number in by_model.items() if number}
        if total is None or parts == total:
            return used or {None: total if parts is None else parts}
        if parts is not None:
            self._notes.add(row.line, UNEQUAL)
        return {None: total}

    def _known_columns(self, headers: list[str]) -> Mapping[str, str]:
        """Known name → header as this report writes it. Models are set apart, the rest is told to the reader."""
        names = {name.lower(): name for name in KNOWN}
        found = {names[header.lower()]: header for header in headers if header.lower() in names}
        others = [header for header in headers if header and header.lower() not in names]
        self._models = {header: match[1] for header in others if (match := MODEL.fullmatch(header))}
        unknown = ", ".join(f"“{header}”" for header in others if header not in self._models)
        if unknown:
            self._notes.add(1, NOT_READ.format(unknown))
        return found


IMPORTER = Importer(
    name="kiro-user-report",
    title="Kiro user report (CSV)",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one sum per person, day, client and model: credits and messages",
    sums_of=("kiro-cli", "kiro-prompt-log"),
)
