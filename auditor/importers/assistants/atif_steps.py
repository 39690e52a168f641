"""One step of an ATIF trajectory, and the trajectory it belongs to."""

import re
from decimal import Decimal
from typing import Annotated

import msgspec

from auditor.importers.contract import NO_AGENT
from auditor.importers.files.json_lines import as_dict, as_list, as_text
from auditor.importers.telemetry.span_counts import first_told
from auditor.importers.values.places import keeper_of
from auditor.importers.values.quantities import LARGEST, Dollars
from auditor.importers.values.times import utc_time
from auditor.records import UsageEvent

Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]

REASONING = ("reasoning_tokens", "reasoning_output_tokens")
_CONTINUED = re.compile(r"[-_]cont(?:inued)?[-_]?\d+$")


class Metrics(msgspec.Struct):
    """A step's counts. The prompt includes what was cached."""

    prompt_tokens: Count | None = None
    completion_tokens: Count | None = None
    cached_tokens: Count | None = None
    cost_usd: Decimal | None = None
    extra: object = None


class Step(msgspec.Struct):
    """The fields of a step that are read."""

    step_id: object = None
    timestamp: object = None
    source: str | None = None
    model_name: str | None = None
    message: object = None
    tool_calls: object = None
    metrics: Metrics | None = None
    is_copied_context: bool | None = None
    llm_call_count: int | None = None

    @property
    def is_call(self) -> bool:
        """Whether a model was asked: an agent's step, unless it says that the program answered by itself."""
        return self.metrics is not None or (self.source == "agent" and self.llm_call_count != 0)


class Trajectory:
    """Where a step belongs: the run, the agent, and whose sub-agent it is."""

    def __init__(self, fields: dict[str, object], name: str, parent: "Trajectory | None" = None) -> None:
        agent = as_dict(fields.get("agent"))
        own = as_text(agent.get("name"))
        identity = as_text(fields.get("session_id")) or as_text(fields.get("trajectory_id")) or ""
        self.session = parent.session if parent else _base(identity)
        self.agent = parent.agent if parent else own or NO_AGENT
        self._run = _base(identity) or self.session
        self._sub_agent = (own or "sub-agent") if parent else None
        self._model = as_text(agent.get("model_name"))
        self._keeper = keeper_of(name)
        self._dollars = Dollars()
        self._prompt: str | None = None

    def heard(self, step: Step) -> None:
        """Remember what was asked last."""
        if step.source == "user":
            self._prompt = text_of(step.message) or self._prompt

    def event(self, number: int, step: Step) -> UsageEvent:
        """The event of a step. Raises Unreadable."""
        at = utc_time(step.timestamp)
        metrics = step.metrics or Metrics()
        extra = as_dict(metrics.extra)
        calls = [as_dict(call) for call in as_list(step.tool_calls)]
        first_call = as_text(calls[0].get("tool_call_id")) if calls else None
        tools = [f"[tool: {as_text(call.get('function_name')) or '?'}]" for call in calls]
        counts = f"{metrics.prompt_tokens}:{metrics.completion_tokens}:{metrics.cached_tokens}"
        return UsageEvent(
            at=at,
            agent=self.agent,
            line=number,
            person=self._keeper,
            key=f"atif:{self._run}:{self._sub_agent or ''}:{at}:{counts}:{first_call or ''}",
            session=self.session or None,
            sub_agent=self._sub_agent,
            model=step.model_name or self._model,
            operation="chat",
            input_tokens=metrics.prompt_tokens,
            cache_read_input_tokens=metrics.cached_tokens,
            cache_creation_input_tokens=_count(extra.get("cache_creation_input_tokens")),
            output_tokens=metrics.completion_tokens,
            reasoning_output_tokens=_count(first_told(extra, REASONING)),
            cost_microusd=self._dollars.micro(metrics.cost_usd),
            status="ok" if step.metrics else None,
            prompt=self._prompt,
            response="\n".join(filter(None, [text_of(step.message), *tools])) or None,
            dropped_by="replayed-history" if step.is_copied_context else None,
        )


def text_of(message: object) -> str:
    """A message: a string, or parts of which the texts are taken."""
    if isinstance(message, str):
        return message
    return "\n".join(filter(None, (as_text(as_dict(part).get("text")) for part in as_list(message))))


def _count(value: object) -> int | None:
    """A count from the free fields of an agent; anything else there is not for us."""
    return value if type(value) is int and 0 <= value <= LARGEST else None


def _base(identity: str) -> str:
    """The id of the run a continuation belongs to."""
    return _CONTINUED.sub("", identity)
