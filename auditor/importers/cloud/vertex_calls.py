"""One row of Vertex AI's request-response log as an event, for Gemini and for Claude."""

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_list, as_text, is_list
from auditor.importers.files.told_fields import Fields, count_of, opened
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.gateway_texts import prompt_in, response_in
from auditor.importers.values.labels import AGENT, PERSON, SESSION, TEAM, labels_of
from auditor.importers.values.quantities import Unreadable, decimal
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import added
from auditor.records import UsageEvent

Counts = tuple[int | None, int | None, int | None, int | None, int | None]
"""(input, cache read, cache written, output, reasoning)."""


def event_of(fields: Fields) -> UsageEvent:
    """The event of a row. Raises Unreadable."""
    if "logging_time" not in fields:
        raise Unreadable("no logging_time")
    asked = as_dict(_payload(fields, "full_request", "request_payload"))
    answer = _payload(fields, "full_response", "response_payload")
    pieces = [as_dict(opened(piece)) for piece in (answer if is_list(answer) else [answer])]
    labels = labels_of(asked.get("labels"))
    total, read, written, output, reasoning = _gemini(pieces) or _claude(pieces)
    return UsageEvent(
        at=_time(fields.value("logging_time")),
        agent=labels.first(AGENT) or _tuned(fields.told("endpoint")) or NO_AGENT,
        line=fields.line,
        person=labels.first(PERSON),
        team=labels.first(TEAM),
        key=_key(pieces, fields.told("request_id")),
        session=labels.first(SESSION),
        provider="gcp.vertex_ai",
        model=fields.told("model", "deployed_model_id"),
        operation=fields.told("api_method"),
        input_tokens=total,
        cache_read_input_tokens=read,
        cache_creation_input_tokens=written,
        output_tokens=output,
        reasoning_output_tokens=reasoning,
        status=_status(pieces),
        prompt=prompt_in(asked),
        response=response_in(pieces),
    )


def _time(written: object) -> int:
    """BigQuery's API writes a time as seconds in scientific notation, "1.767323045E9". Raises Unreadable."""
    seconds = decimal(written) if isinstance(written, str) and "E" in written else None
    return utc_time(written if seconds is None else int(seconds * 1_000_000))


def _payload(fields: Fields, *names: str) -> object:
    """A payload: an object, an array of a stream's pieces, or a list of one."""
    value = fields.inner(*names)
    if is_list(value) and len(value) == 1:
        return opened(value[0])
    return value


def _tuned(endpoint: str | None) -> str | None:
    """A company's own endpoint; Google's models are called without one, or by a publisher's path."""
    place, mark, number = (endpoint or "").rpartition("endpoints/")
    return f"endpoint {number}" if mark and number and "publishers/" not in place else None


def _last(tellings: list[dict[str, object]], name: str) -> int | None:
    told = [count_of(telling[name], name) for telling in tellings if telling.get(name) is not None]
    return told[-1] if told else None


def _gemini(pieces: list[dict[str, object]]) -> Counts | None:
    usages = [usage for piece in pieces if (usage := as_dict(piece.get("usageMetadata")))]
    if not usages:
        return None
    prompt, tools = _last(usages, "promptTokenCount"), _last(usages, "toolUsePromptTokenCount")
    shown, thoughts = _last(usages, "candidatesTokenCount"), _last(usages, "thoughtsTokenCount")
    return added((prompt, tools)), _last(usages, "cachedContentTokenCount"), None, added((shown, thoughts)), thoughts


def _claude(pieces: list[dict[str, object]]) -> Counts:
    """From the answer, or from a stream's message_start and message_delta."""
    started = (as_dict(as_dict(piece.get("message")).get("usage")) for piece in pieces)
    usages = [usage for usage in (*started, *(as_dict(piece.get("usage")) for piece in pieces)) if usage]
    read, written = _last(usages, "cache_read_input_tokens"), _last(usages, "cache_creation_input_tokens")
    plain = _last(usages, "input_tokens")
    return added((plain, read, written)), read, written, _last(usages, "output_tokens"), None


def _key(pieces: list[dict[str, object]], request: str | None) -> str | None:
    """The provider's id of the call where the answer tells it, so that other systems' tellings are the same call."""
    names = (piece.get("id") or as_dict(piece.get("message")).get("id") for piece in pieces)
    told = next(filter(None, map(as_text, names)), None)
    key = call_key("vertex", told)
    return key if key is not None and key == told else call_key("vertex", request)


def _status(pieces: list[dict[str, object]]) -> str | None:
    if any(piece.get("error") for piece in pieces):
        return "error"
    ended = any(
        as_dict(part).get("finishReason") or as_dict(part).get("stop_reason")
        for piece in pieces
        for part in (*as_list(piece.get("candidates")), piece, piece.get("delta"))
    )
    return "ok" if ended else None
