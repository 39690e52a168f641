"""One LangSmith run: a model call, a chain above it, or a tool, with what it used."""

import re
from collections.abc import Iterator, Mapping

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.files.told_fields import opened
from auditor.importers.telemetry.span_counts import Counts, first_told, is_some, settled, tokens
from auditor.importers.telemetry.span_reading import Notes, Span
from auditor.importers.telemetry.span_texts import answer_in, prompt_in
from auditor.importers.telemetry.span_tree import Link, Told
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Dollars, Unreadable
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

CALLS, TOOL = ("llm", "embedding"), "tool"
SESSION = ("thread_id", "session_id", "conversation_id")
PERSON = ("user_email", "user_id", "ls_user_id", "user")
AGENT = ("agent_name", "lc_agent_name", "ls_agent_name", "langgraph_assistant_name")
MODEL = ("ls_model_name", "model_name", "model", "model_id")
INPUT, OUTPUT, TOTAL = "prompt_tokens", "completion_tokens", "total_tokens"
COST = ("total_cost",)
READ, CREATION = ("cache_read", "cached_tokens", "cached"), ("cache_creation", "cache_write")
WRITE_PARTS = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")
_DOTTED = re.compile(r"Z([0-9a-f-]{36})", re.IGNORECASE)

Run = Mapping[str, object]


def span_of(line: int, run: Run, dollars: Dollars, notes: Notes) -> Span:
    """The run as a span. Raises Unreadable where it has no id."""
    id_ = as_text(run.get("id")) or as_text(run.get("run_id"))
    if not id_:
        raise Unreadable("the run has no id")
    kind = (as_text(run.get("run_type")) or "").lower()
    extra = as_dict(opened(run.get("extra")))
    metadata = as_dict(opened(extra.get("metadata"))) or as_dict(opened(run.get("metadata")))
    # A run's own columns; `session_id` is no conversation but the project.
    trace = as_text(run.get("trace_id")) or ""
    outputs = opened(run.get("outputs"))
    usage = _usage(run, extra, outputs)
    parent = _parent(run)
    is_call = kind in CALLS
    begins = as_text(run.get("name")) if parent is None and not is_call else None
    link = Link(
        "",  # a run's id is unique without its trace, which nested runs do not repeat
        id_,
        parent,
        is_call=is_call,
        is_tool=kind == TOOL,
        tells_usage=any(is_some(usage.get(name)) for name in (INPUT, OUTPUT, TOTAL)),
        agent=_named(metadata, AGENT) or begins,
        session=_named(metadata, SESSION),
        person=_named(metadata, PERSON),
    )

    def event(told: Told) -> UsageEvent:
        begun = utc_time(run.get("start_time"))
        model = _model(metadata, extra) or as_text(usage.get("model"))
        found = settled(_counts(usage), beside=False, model=model)
        if found.doubt:
            notes.add(line, found.doubt)
        ended = run.get("end_time")
        return UsageEvent(
            at=begun,
            agent=told.agent or _project(run) or NO_AGENT,
            line=line,
            person=told.person,
            key=_provider_id(outputs) or f"langsmith:{id_}",
            session=told.session or trace or None,
            provider=as_text(metadata.get("ls_provider")),
            model=model,
            operation=as_text(metadata.get("ls_model_type")) or kind or None,
            input_tokens=found.input,
            cache_read_input_tokens=found.cache_read,
            cache_creation_input_tokens=found.cache_creation,
            output_tokens=found.output,
            reasoning_output_tokens=found.reasoning,
            cost_microusd=dollars.micro(first_told({**usage, **run}, COST)),
            duration_us=max(0, utc_time(ended) - begun) if ended else None,
            status=_status(run),
            prompt=prompt_in(run.get("inputs")),
            response=answer_in(outputs),
            lower_bound=found.lower_bound,
        )

    return Span(line, link, event, f"{kind} {id_} {as_text(run.get('name')) or ''}")


def _named(of: Run, names: tuple[str, ...]) -> str | None:
    return as_text(next((value for name in names if (value := as_text(of.get(name)))), None))


def _parent(run: Run) -> str | None:
    """The run above: told, the last of those above, or the last but one id of the dotted order."""
    above = as_list(opened(run.get("parent_run_ids")))
    ids: list[str] = _DOTTED.findall(as_text(run.get("dotted_order")) or "")
    told = as_text(run.get("parent_run_id")) or (ids[-2] if len(ids) > 1 else None)
    return told or (as_text(above[-1]) if above else None)


def _usage(run: Run, extra: Run, outputs: object) -> dict[str, object]:
    """The counts under the run's own names; where it tells none those of `usage_metadata` or `token_usage`.

    These stand in the run, its answer, or its `extra`.
    """
    answered = next(_metadata(outputs, 0), dict[str, object]())
    inner = as_dict(opened(run.get("usage_metadata"))) or answered
    older = as_dict(extra.get("token_usage")) or as_dict(as_dict(as_dict(outputs).get("llm_output")).get("token_usage"))
    names = {INPUT: "input_tokens", OUTPUT: "output_tokens", TOTAL: TOTAL}
    own_told = any(is_some(run.get(name)) for name in names)
    found = {name: run.get(name) if own_told else inner.get(other) for name, other in names.items()}
    if not any(map(is_some, found.values())):
        found |= {name: older.get(name) for name in names}
    found["total_cost"] = first_told(inner, COST)
    found["model"] = inner.get("model")
    details = {"input": ("prompt_token_details", "input_token_details")}
    details["output"] = ("completion_token_details", "output_token_details")
    for side, (own, other) in details.items():
        found[side] = as_dict(opened(run.get(own))) or as_dict(inner.get(other))
    return found


def _metadata(value: object, depth: int) -> Iterator[dict[str, object]]:
    """`usage_metadata` of the answer, which stands in the outputs, their message, or a generation's message."""
    of = as_dict(value)
    if told := as_dict(of.get("usage_metadata")):
        yield told
    elif depth < 6:
        for key in ("message", "kwargs", "output", "messages", "generations"):
            if key in of:
                yield from _metadata(of[key], depth + 1)
        for member in as_list(value)[-1:]:
            yield from _metadata(member, depth + 1)


def _counts(usage: Run) -> Counts:
    inputs, outputs = as_dict(usage.get("input")), as_dict(usage.get("output"))
    parts = [tokens(inputs.get(name), name) for name in WRITE_PARTS]
    creation = tokens(first_told(inputs, CREATION), "cache creation")
    return Counts(
        input=tokens(usage.get(INPUT), INPUT),
        output=tokens(usage.get(OUTPUT), OUTPUT),
        total=tokens(usage.get(TOTAL), TOTAL),
        cache_read=tokens(first_told(inputs, READ), "cache read"),
        cache_creation=creation or sum(filter(None, parts)) or creation,
        reasoning=tokens(first_told(outputs, ("reasoning", "reasoning_tokens")), "reasoning"),
    )


def _model(metadata: Run, extra: Run) -> str | None:
    parameters = as_dict(extra.get("invocation_params"))
    return as_text(first_told(metadata, MODEL)) or as_text(first_told(parameters, MODEL))


def _project(run: Run) -> str | None:
    return as_text(run.get("session_name")) or as_text(run.get("project_name"))


def _provider_id(outputs: object) -> str | None:
    id_ = as_text(as_dict(outputs).get("id"))
    return id_ if id_ and call_key("", id_) == id_ else None


def _status(run: Run) -> str | None:
    if as_text(run.get("error")) or run.get("status") == "error":
        return "error"
    return "ok" if run.get("status") == "success" or run.get("outputs") else None
