"""Reads Amazon Bedrock model invocation logs, from S3 (`.json.gz`) or from a CloudWatch Logs export.

Source: AWS documentation of model invocation logging; rule tests of panther-analysis (sanitised captures) and of
elastic/integrations. JSON lines, arrays, pretty-printed files, pages with `logEvents` or `events`, and records that
stand as a string in `message` or `@message` are read alike.

Token semantics: `inputTokenCount` excludes what a cache read or wrote; here input = input + cacheRead + cacheWrite.
Counts are taken from the record's own fields only: bodies hold what people and models wrote, fake counts included.
Only Converse* and InvokeModel* operations are use. Status: "error" where there is an error code, "ok" where the answer
tells why it ended, else not told.

Identity: request id, time, operation, model and caller. AWS makes request ids unique, but sanitised and forwarded logs
repeat one id for different people and operations (seen in panther's records), and those must not be merged.

Person and agent: an IAM user's name or an assumed role's session name (not if it is an instance or a generated name);
the agent is what the caller declared in `requestMetadata` (untrusted), else the application inference profile, else
the role.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from auditor.importers.bedrock_records import Invocation, is_invocation, unwrapped
from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile, Peek
from auditor.importers.json_chunks import objects
from auditor.importers.json_lines import plain_reason
from auditor.importers.quantities import Unreadable, excerpt
from auditor.importers.shape import first_objects
from auditor.records import ImportIssue, Record, Severity, UsageEvent

CALLS = ("Converse", "InvokeModel")
WRAPPERS = ("logEvents", "events", "message", "@message", "Records", "records", "results")


def matches(peek: Peek) -> str:
    """Invocation records, plain or wrapped by CloudWatch."""
    for first in first_objects(peek):
        if is_invocation(first):
            return "records with “modelId” and “requestId”"
        wrapper = next((key for key in WRAPPERS if key in first), "")
        if wrapper and "ModelInvocationLog" in peek.text and not {"type", "role", "sessionId"} & first.keys():
            return f"invocation records inside “{wrapper}”"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one log."""
    others: Counter[str] = Counter()
    for item in objects(file):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, value = item
        for record in unwrapped(number, value):
            if isinstance(record, ImportIssue):
                yield record
            elif (found := _event(number, record, others)) is not None:
                yield found
    for operation, times in sorted(others.items()):
        yield ImportIssue(0, f"{times} × {operation}: not a model call, not counted", Severity.WARNING)


def _event(number: int, record: dict[str, object], others: Counter[str]) -> UsageEvent | ImportIssue | None:
    try:
        call = msgspec.convert(record, type=Invocation)
        if call.operation is not None and not call.operation.startswith(CALLS):
            others[call.operation] += 1
            return None
        return call.event(number)
    except msgspec.ValidationError as error:
        return ImportIssue(number, plain_reason(error), excerpt=excerpt(msgspec.json.encode(record)))
    except Unreadable as error:
        return ImportIssue(number, str(error), excerpt=excerpt(msgspec.json.encode(record)))


IMPORTER = Importer(
    name="bedrock-invocation-log",
    title="Amazon Bedrock model invocation log",
    version=1,
    matches=matches,
    read=read,
)
