"""One turn of a Kiro CLI session as its `.json` meters it, joined with the conversation beside it."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.assistants.kiro_cli_entries import Exchange
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.values.places import keeper_of, owner_of, project_of
from auditor.importers.values.quantities import LARGEST, Dollars, Unreadable, shown
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

NO_NAME = "Kiro CLI"

SUB_AGENT = "subagent"
FORKS = frozenset({"tangent", "rewind", "fork"})
"""Why a session was made: for a helper, or by the person who went on from an earlier point."""

CREDITS = frozenset({None, "", "credit", "credits"})
"""What versions write for the unit, some nothing."""


class Metered(msgspec.Struct):
    """What one request of the turn took."""

    value: Decimal | None = None
    unit: str | None = None


class Duration(msgspec.Struct):
    """A span."""

    secs: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0
    nanos: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 0


class Turn(msgspec.Struct):
    """From a prompt to the end of the answers to it. Counts of 0 are what Kiro writes for counts it does not know."""

    message_ids: list[str] = []
    model: str | None = None
    end_timestamp: object = None
    end_reason: str | None = None
    result: object = None
    loop_id: object = None
    turn_duration: Duration | None = None
    total_request_count: Count | None = None
    input_token_count: Count | None = None
    output_token_count: Count | None = None
    cache_read_input_token_count: Count | None = None
    cache_write_input_token_count: Count | None = None
    metering_usage: list[Metered] | None = None

    @property
    def credits(self) -> list[Metered]:
        return [part for part in self.metering_usage or () if part.unit in CREDITS]

    @property
    def agent_id(self) -> dict[str, object]:
        return as_dict(as_dict(self.loop_id).get("agent_id"))

    @property
    def answer_id(self) -> str | None:
        """The id of the message that ended the turn."""
        ended_with = as_text(as_dict(as_dict(self.result).get("Ok")).get("id"))
        return ended_with or (self.message_ids[-1] if self.message_ids else None)


class Session:
    """The fields of a session's `.json` that hold for all its turns."""

    def __init__(self, fields: dict[str, object], name: str) -> None:
        state = as_dict(fields.get("session_state"))
        self.id = as_text(fields.get("session_id"))
        self._cwd = as_text(fields.get("cwd"))
        self._agent = as_text(state.get("agent_name"))
        self._model = as_text(as_dict(as_dict(state.get("rts_model_state")).get("model_info")).get("model_id"))
        reason = as_text(fields.get("session_created_reason"))
        self._is_sub = reason == SUB_AGENT or (bool(fields.get("parent_session_id")) and reason not in FORKS)
        self._keeper = keeper_of(name)
        self._changed = fields.get("updated_at") or fields.get("created_at")
        self._credits = Dollars()
        self.untimed = 0

    def event(self, number: int, place: int, turn: Turn, exchange: Exchange | None) -> UsageEvent:
        """The event of the turn in that place. Raises Unreadable."""
        ended = self._ended(turn, exchange)
        took = turn.turn_duration and turn.turn_duration.secs * 1_000_000 + turn.turn_duration.nanos // 1_000
        name = as_text(turn.agent_id.get("name")) or self._agent
        own = turn.answer_id or f"{self.id}:{ended if turn.end_timestamp else f'turn {place}'}"
        event = UsageEvent(
            at=max(0, ended - (took or 0)),
            agent=name or project_of(self._cwd) or NO_NAME,
            line=number,
            person=owner_of(self._cwd) or self._keeper,
            key=f"kiro-cli:{own}",
            session=self.id,
            sub_agent=(name or "sub-agent") if self._is_sub or turn.agent_id.get("parent_id") else None,
            provider="kiro",
            model=turn.model or self._model,
            operation="chat",
            microcredits=credits_of((part.value for part in turn.credits), self._credits),
            duration_us=took,
            status=_status(turn),
            prompt=exchange.prompt if exchange else None,
            response=exchange.response if exchange else None,
            lower_bound=0 < len(turn.credits) < (turn.total_request_count or 0),
        )
        return _with_tokens(event, turn)

    def _ended(self, turn: Turn, exchange: Exchange | None) -> int:
        """When the turn ended; where that is not told, when its prompt was typed, or the session was last written."""
        if turn.end_timestamp is not None:
            return utc_time(turn.end_timestamp)
        if exchange is not None and exchange.at is not None:
            return exchange.at
        changed = utc_time(self._changed)
        self.untimed += 1
        return changed


def credits_of(parts: Iterable[Decimal | None], credits: Dollars) -> int | None:
    """The sum of metered values in millionths; None where none is told. Raises Unreadable."""
    values = [part for part in parts if part is not None]
    for value in values:
        if not value.is_finite() or value < 0 or value.adjusted() > 15:
            raise Unreadable(f"credits {shown(value)} are no amount")
    return credits.micro(sum(values, Decimal(0)), "credits") if values else None


def _with_tokens(event: UsageEvent, turn: Turn) -> UsageEvent:
    """The event with the turn's counts, if any of them is known: input without the cache, as Bedrock counts."""
    read, written = turn.cache_read_input_token_count, turn.cache_write_input_token_count
    parts = [part for part in (turn.input_token_count, read, written) if part is not None]
    if not any(parts) and not turn.output_token_count:
        return event
    return replace(
        event,
        input_tokens=sum(parts) if parts else None,
        cache_read_input_tokens=read,
        cache_creation_input_tokens=written,
        output_tokens=turn.output_token_count,
    )


def _status(turn: Turn) -> str | None:
    if "Err" in as_dict(turn.result):
        return "error"
    reason = turn.end_reason or ""
    if "Cancel" in reason or "Interrupt" in reason:
        return "aborted"
    return "ok" if reason or "Ok" in as_dict(turn.result) else None
