"""Use case: the auditor's word on an agent against what is worked out: its rhythm, that it is known to be harmless.

Nothing is hidden by it: an agent known to be harmless stays in every list, with all its tokens.
"""

from datetime import date
from enum import StrEnum

from auditor.case.case_file import CaseFile
from auditor.errors import ReviewError
from auditor.records import Override, OverrideKind, Rhythm

ABOUT = {OverrideKind.RHYTHM: "rhythm", OverrideKind.HARMLESS: "harmlessness"}
"""What a word is on, as read in a sentence."""


class State(StrEnum):
    """What has become of a line."""

    HOLDS = "holds"
    EXPIRED = "expired"
    REPLACED = "replaced"
    WITHDRAWN = "taken back"
    WITHDRAWS = "takes back"


def set_rhythm(case: CaseFile, agent_id: int, rhythm: Rhythm | None, reason: str) -> Override:
    """Say how an agent's sessions start; None: as worked out from now on.

    Raises ReviewError where there is no such agent or no reason, or None is said and nothing else was.
    """
    if rhythm is None:
        return withdraw(case, agent_id, OverrideKind.RHYTHM, reason)
    _check(case, agent_id, reason)
    return case.overrides.say(agent_id, OverrideKind.RHYTHM, str(rhythm), reason)


def mark_harmless(case: CaseFile, agent_id: int, reason: str, expires: str = "", today: date | None = None) -> Override:
    """Say that an agent is known to be harmless, up to the ISO day `expires` ("": for good).

    Raises ReviewError where there is no such agent or no reason, or `expires` is no day or is past.
    """
    _check(case, agent_id, reason)
    expires = last_day(expires, today or date.today())
    return case.overrides.say(agent_id, OverrideKind.HARMLESS, "", reason, expires)


def withdraw(case: CaseFile, agent_id: int, kind: OverrideKind, reason: str) -> Override:
    """Take back what was said, expired or not, by a new line. Raises ReviewError without reason, or nothing stands."""
    _check(case, agent_id, reason)
    standing = case.overrides.standing().get((agent_id, kind))
    if standing is None:
        raise ReviewError(f"Nothing is said of this agent's {ABOUT[kind]}.", "There is nothing to take back.")
    return case.overrides.withdraw(standing, reason)


def harmless(case: CaseFile, today: date | None = None) -> dict[int, Override]:
    """The agents known to be harmless on a day, by id; what has expired does not count."""
    standing = case.overrides.standing((today or date.today()).isoformat())
    return {agent_id: line for (agent_id, kind), line in standing.items() if kind is OverrideKind.HARMLESS}


def told_rhythms(case: CaseFile) -> dict[int, Rhythm]:
    """The rhythms the auditor said, by agent id."""
    standing = case.overrides.standing()
    return {agent_id: Rhythm(line.value) for (agent_id, kind), line in standing.items() if kind is OverrideKind.RHYTHM}


def history(case: CaseFile, agent_id: int | None = None, today: date | None = None) -> list[tuple[Override, State]]:
    """Every line said of an agent, or of all, the latest first, with what has become of it."""
    lines = case.overrides.all()
    latest = {(line.agent_id, line.kind): line.id for line in lines}
    withdrawn = {line.withdraws for line in lines if line.withdraws is not None}
    day = (today or date.today()).isoformat()

    def state(line: Override) -> State:
        if line.withdraws is not None:
            return State.WITHDRAWS
        if line.id in withdrawn:
            return State.WITHDRAWN
        if line.id != latest[line.agent_id, line.kind]:
            return State.REPLACED
        return State.EXPIRED if line.expires and line.expires < day else State.HOLDS

    return [(line, state(line)) for line in reversed(lines) if agent_id in (None, line.agent_id)]


def words_of(line: Override) -> str:
    """What a line says, as "rhythm: scheduled" or "known harmless until 2026-12-31"."""
    if line.kind is OverrideKind.RHYTHM:
        return f"rhythm: {line.value}"
    return f"{line.kind} until {line.expires}" if line.expires else str(line.kind)


def _check(case: CaseFile, agent_id: int, reason: str) -> None:
    if not any(agent.id == agent_id and agent.merged_into is None for agent in case.agents.all()):
        raise ReviewError(f"There is no agent {agent_id} by itself.", "If it was merged into another, say it of that.")
    if not reason.strip():
        raise ReviewError("No reason is given.", "Say why, so that it can be defended later.")


def last_day(text: str, today: date) -> str:
    """The day written, as it is kept; "" for good. Raises ReviewError for what is no ISO date, or past."""
    text = text.strip()
    if not text:
        return ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ReviewError(f"“{text}” is no date.", "Write the last day on which it holds, like 2026-12-31.")
    if day < today:
        raise ReviewError(f"{text} is past already.", "Choose today or a later day, or leave it empty.")
    return text
