"""Reads prompt logs of Kiro and of Amazon Q Developer, as AWS delivers them to S3: thousands of small `.json.gz` a day.

Source: AWS documentation of prompt logging, what readers of real logs report of them (dwalleck/kiro-usage-pipeline and
others). Not yet seen on a real file. Folders `GenerateAssistantResponse`, `GenerateCompletions` and
`StartTaskAssistCodeGeneration`; each file holds `records`, each of them a request with its response.

Token semantics: none. The log tells neither tokens nor credits, so all counts are unknown; it gives prompts, answers,
person, model and conversation, and the requests' times, to lay beside the daily report that meters credits.

Most records have an empty prompt (the turns of a tool loop), no conversation id and no model: that is usual. Kiro's
router answers with weights for “chat”, “do” and “spec” before the real answer: a call, but no answer, so its operation
is "route" and its response empty. A completion's prompt would be the code around the cursor; only the file is told.

Person: `userId` is `<identity store>.<user>`; the user's part alone stands in the daily report, so it is the name here.
"""

import re
from collections.abc import Iterator

import msgspec

from auditor.importers.contract import NO_AGENT, Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.json_chunks import objects
from auditor.importers.files.json_lines import as_dict, as_list, as_text, is_dict, plain_reason
from auditor.importers.files.shape import first_objects
from auditor.importers.reports.kiro_user_report import user_of
from auditor.importers.values.call_keys import call_key
from auditor.importers.values.quantities import Unreadable, excerpt
from auditor.importers.values.times import utc_time
from auditor.records import ImportIssue, Record, UsageEvent

OPERATIONS = {
    "generateAssistantResponse": "chat",
    "generateCompletions": "text_completion",
    "startTaskAssistCodeGeneration": "code_generation",
}
_REQUEST = re.compile(rf'(?<!\\)"(?:{"|".join(OPERATIONS)})EventRequest"\s*:')
_FENCE = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)

ROUTES = frozenset({"chat", "do", "spec"})
LONGEST_ROUTE = 200
"""Characters. Router answers reported from real logs have 60 at most."""


class Request(msgspec.Struct, rename="camel"):
    """What was asked."""

    user_id: str | None = None
    time_stamp: object = None
    prompt: str | None = None
    model_id: str | None = None
    conversation_id: str | None = None
    file_name: str | None = None


class Response(msgspec.Struct, rename="camel"):
    """What came back."""

    request_id: str | None = None
    assistant_response: str | None = None
    completions: list[object] | None = None
    conversation_id: str | None = None
    message_metadata: object = None


def matches(peek: Peek) -> str:
    """“records” of requests, or such requests by themselves."""
    for found in first_objects(peek):
        if "records" in found and _REQUEST.search(peek.text):
            return "“records” with an event request"
        if kind := _kind(found):
            return f"requests “{kind}EventRequest”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The requests of one file."""
    provider = "amazon-q" if "QDeveloperLogs" in file.name else "kiro"
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, found = item
        for record in as_list(found["records"]) if "records" in found else [found]:
            yield _event(number, record, provider)


def _kind(record: dict[str, object]) -> str:
    """Which operation a record tells, or ""."""
    return next((kind for kind in OPERATIONS if f"{kind}EventRequest" in record), "")


def _event(number: int, record: object, provider: str) -> UsageEvent | ImportIssue:
    fields = as_dict(record)
    kind = _kind(fields)
    shown = excerpt(msgspec.json.encode(record)) if is_dict(record) else excerpt(str(record))
    if not kind:
        return ImportIssue(number, "a record without a known event request", excerpt=shown)
    try:
        request = msgspec.convert(fields[f"{kind}EventRequest"] or {}, type=Request)
        response = msgspec.convert(fields.get(f"{kind}EventResponse") or {}, type=Response)
        return _told(number, kind, request, response, provider)
    except msgspec.ValidationError as error:
        return ImportIssue(number, plain_reason(error), excerpt=shown)
    except Unreadable as error:
        return ImportIssue(number, str(error), excerpt=shown)


def _told(number: int, kind: str, request: Request, response: Response, provider: str) -> UsageEvent:
    metadata = as_dict(response.message_metadata)
    answer = response.assistant_response or "\n".join(filter(None, map(_completion, response.completions or [])))
    is_route = kind == "generateAssistantResponse" and is_route_only(answer)
    place = f"[completion in {request.file_name}]" if request.file_name else None
    return UsageEvent(
        at=utc_time(request.time_stamp),
        agent=NO_AGENT,
        line=number,
        person=user_of(request.user_id) if request.user_id else None,
        key=call_key("kiro-prompt-log", response.request_id or as_text(metadata.get("utteranceId"))),
        session=as_text(metadata.get("conversationId")) or response.conversation_id or request.conversation_id,
        provider=provider,
        model=request.model_id or None,
        operation="route" if is_route else OPERATIONS[kind],
        prompt=(request.prompt or place or "").strip() or None,
        response=None if is_route else answer.strip() or None,
    )


def _completion(completion: object) -> str | None:
    return as_text(completion) or as_text(as_dict(completion).get("content"))


def is_route_only(answer: str) -> bool:
    """Whether an answer is nothing but the router's choice: a route's name, or a weight for each of them."""
    text = answer.strip()
    if text in ROUTES:
        return True
    if len(text) > LONGEST_ROUTE or not text.endswith(("}", "```")):
        return False
    fenced = _FENCE.fullmatch(text)
    try:
        weights: object = msgspec.json.decode(fenced[1] if fenced else text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return is_dict(weights) and weights.keys() == ROUTES and all(type(w) in (int, float) for w in weights.values())


IMPORTER = Importer(
    name="kiro-prompt-log",
    title="Kiro or Amazon Q prompt log",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one request: person, prompt, answer, model, conversation; no counts",
)
