"""One request of Helicone's export as an event."""

from collections.abc import Iterator
from uuid import UUID

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_text
from auditor.importers.files.told_fields import Fields
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.gateway_texts import prompt_in, response_in
from auditor.importers.values.labels import AGENT, TEAM, labels_of
from auditor.importers.values.quantities import Dollars, Unreadable, milliseconds
from auditor.importers.values.times import utc_time
from auditor.importers.values.token_sums import Notes
from auditor.records import Record, UsageEvent

NO_PRICE = "tokens at $0: the model is not in Helicone's price table, the cost is unknown"
OWN_CACHE = "answered from Helicone's own cache: no model was called, tokens are not told"
NO_CACHE_COLUMNS = "the CSV has no column for cached tokens: input may be too low"
CANCELLED, PENDING = -3, -2
NO_UUID = UUID(int=0)


class Requests:
    """Makes events of one file; `notes` gathers what the reader must know."""

    def __init__(self) -> None:
        self.notes = Notes()
        self._dollars = Dollars()

    def records(self, fields: Fields) -> Iterator[Record]:
        """The event of a request. Raises Unreadable."""
        if not {"request_created_at", "response_id"} & fields.names:
            raise Unreadable("not a request of Helicone")
        yield self._event(fields)

    def _event(self, fields: Fields) -> UsageEvent:
        properties = labels_of(fields.inner("request_properties", "properties"))
        answer = fields.inner("response_body")
        total, read, written, output, reasoning = _tokens(fields)
        hit = _is_hit(fields.told("cache_reference_id"))
        if hit:
            self.notes.add(fields.line, OWN_CACHE)
        elif total is not None and "prompt_cache_read_tokens" not in fields:
            self.notes.add(fields.line, NO_CACHE_COLUMNS)
        cost = self._dollars.micro(fields.value("cost", "costUSD"))
        if cost == 0 and not hit and (total or output):
            self.notes.add(fields.line, NO_PRICE)
        return UsageEvent(
            at=utc_time(fields.value("request_created_at")),
            agent=properties.first((*AGENT, "heliconesessionname")) or NO_AGENT,
            line=fields.line,
            person=fields.told("request_user_id", "helicone_user"),
            team=properties.first(TEAM),
            key=_key(as_text(as_dict(answer).get("id")), fields.told("response_id", "request_id")),
            session=properties.told.get("heliconesessionid"),
            sub_agent=properties.told.get("heliconesessionpath"),
            provider=fields.told("provider"),
            model=fields.told("response_model", "model_override", "request_model", "model"),
            operation=fields.told("request_path"),
            input_tokens=total,
            cache_read_input_tokens=read,
            cache_creation_input_tokens=written,
            output_tokens=output,
            reasoning_output_tokens=reasoning,
            cost_microusd=cost if cost or hit else None,
            duration_us=milliseconds(fields.value("delay_ms", "latency")),
            status=_status(fields.told("response_status")),
            prompt=prompt_in(fields.inner("request_body")),
            response=response_in(answer),
        )


def _tokens(fields: Fields) -> tuple[int | None, int | None, int | None, int | None, int | None]:
    """(input, cache read, cache written, output, reasoning) in our terms."""
    prompt, completion = fields.count("prompt_tokens"), fields.count("completion_tokens")
    read, written = fields.count("prompt_cache_read_tokens"), fields.count("prompt_cache_write_tokens")
    reasoning, total = fields.count("reasoning_tokens"), fields.count("total_tokens")
    if not any((prompt, completion, read, written, reasoning)):
        return None, None, None, None, None
    inputs = [part for part in (prompt, read, written) if part is not None]
    apart = reasoning and total == (prompt or 0) + (completion or 0) + reasoning
    output = (completion or 0) + reasoning if apart and reasoning else completion
    return (sum(inputs) if inputs else None), read, written, output, reasoning


def _is_hit(reference: str | None) -> bool:
    """Whether the request names another one whose stored answer it was given; the nil UUID stands for none."""
    try:
        return reference is not None and UUID(reference) != NO_UUID
    except ValueError:
        return False


def _key(provider_s: str | None, own: str | None) -> str | None:
    """The provider's id of the call where the response tells it, so that other systems' tellings are the same call."""
    key = call_key("helicone", provider_s)
    return key if key is not None and key == provider_s else call_key("helicone", own)


def _status(written: str | None) -> str | None:
    """ "ok" for 2xx, Helicone's negative codes in words, "error" for all else."""
    try:
        code = int(written or "")
    except ValueError:
        return written
    if code in (CANCELLED, PENDING):
        return "cancelled" if code == CANCELLED else "pending"
    return "ok" if 200 <= code < 300 else "error"
