"""What one record of GitHub's Copilot metrics tells, as sums: of a user and day, or of a whole organization."""

from collections.abc import Iterator

from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.values.quantities import Dollars
from auditor.importers.values.token_sums import DAY, Notes, Slot, added, day_of, whole
from auditor.records import Unit, UsageAggregate

FORMAT = "copilot-user-metrics"
LEGACY_LISTS = ("copilot_ide_chat", "copilot_dotcom_chat")
CLIENTS = {"totals_by_cli": "Copilot CLI", "totals_by_copilot_app": "Copilot app"}

NO_PERSONS = "sums of a whole organization, without persons; reports by user tell the same use: do not add the two"
MANY_DAYS = "sums over {} days; reports by day tell the same use: do not add the two"

Span = tuple[int, int]


def day_sums(line: int, record: dict[str, object], notes: Notes) -> list[UsageAggregate]:
    """Messages, credits, tokens and requests of one user (or organization). Raises Unreadable."""
    span = _span(record)
    if (days := (span[1] - span[0]) // DAY) > 1:
        notes.add(line, MANY_DAYS.format(days))
    person = _text(record, "user_login", "login", "user_id")
    team = _text(record, "organization_id", "enterprise_id")
    if person is None:
        notes.add(line, NO_PERSONS)

    def slot(client: str | None = None, agent: str | None = None, agent_id: str | None = None) -> Slot:
        identity = (person, None if person else team, client, agent_id)
        return Slot.of(FORMAT, span, line, identity, person=person, team=team, client=client, agent=agent)

    name = "user_initiated_interaction_count"
    messages = whole(record.get(name), name)
    credits = Dollars().micro(record.get("ai_credits_used"), "ai_credits_used")
    found = [*slot().counted(Unit.MESSAGES, messages), *slot().part(Unit.CREDITS, credits)]
    for part, client in CLIENTS.items():
        found += _of_client(slot(client), as_dict(record.get(part)))
    for told in as_list(record.get("totals_by_3rd_party_agent")):
        started = as_dict(told)
        known, named = _text(started, "agent_id", "agent_name"), _text(started, "agent_name", "agent_id")
        found += slot(None, named, known).counted(Unit.REQUESTS, whole(started.get(name), name))
    return found


def _of_client(slot: Slot, told: dict[str, object]) -> Iterator[UsageAggregate]:
    tokens = as_dict(told.get("token_usage"))
    total, output = (whole(tokens.get(name), name) for name in ("prompt_tokens_sum", "output_tokens_sum"))
    yield from slot.tokens(total, None, None, output)
    yield from slot.counted(Unit.REQUESTS, whole(told.get("request_count"), "request_count"))


def _span(record: dict[str, object]) -> Span:
    """The day a record tells, else the days of the report around it."""
    day = record.get("day", record.get("date", record.get("report_day")))
    if day is not None:
        return day_of(day), day_of(day) + DAY
    return day_of(record.get("report_start_day")), day_of(record.get("report_end_day")) + DAY


def _text(record: dict[str, object], *names: str) -> str | None:
    """The first of these that is told; ids come as numbers or texts."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return None


def legacy_sums(line: int, record: dict[str, object], notes: Notes) -> list[UsageAggregate]:
    """Chats of a day by editor and model, as the older APIs told them, without persons. Raises Unreadable."""
    span = _span(record)
    chats: dict[tuple[str | None, str | None], list[int | None]] = {}
    for client, model, number in _chats(record):
        chats.setdefault((client, model), []).append(number)
    if chats:
        notes.add(line, NO_PERSONS)
    found: list[UsageAggregate] = []
    for (client, model), numbers in chats.items():
        slot = Slot.of(FORMAT, span, line, (None, client, model), client=client, model=model)
        found += slot.counted(Unit.MESSAGES, added(numbers))
    return found


def _chats(record: dict[str, object]) -> Iterator[tuple[str | None, str | None, int | None]]:
    """(client, model, chats). The same model can stand twice, as trained by the customer and not."""
    if "total_chat_turns" in record:
        yield None, None, whole(record["total_chat_turns"], "total_chat_turns")
    for editor in as_list(as_dict(record.get("copilot_ide_chat")).get("editors")):
        name = as_text(as_dict(editor).get("name"))
        yield from ((name, *chat) for chat in _by_model(editor))
    yield from (("github.com", *chat) for chat in _by_model(record.get("copilot_dotcom_chat")))


def _by_model(told: object) -> Iterator[tuple[str | None, int | None]]:
    for model in map(as_dict, as_list(as_dict(told).get("models"))):
        yield as_text(model.get("name")), whole(model.get("total_chats"), "total_chats")
