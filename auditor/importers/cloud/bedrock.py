"""Reads Amazon Bedrock model invocation logs, from S3 (`.json.gz`) or from a CloudWatch Logs export.

Source: AWS documentation of model invocation logging; rule tests of panther-analysis (sanitised captures) and of
elastic/integrations. All the ways in which CloudWatch wraps a record are read alike: see `bedrock_cloudwatch`.

Token semantics: `inputTokenCount` excludes what a cache read or wrote; here input = input + cacheRead + cacheWrite.
Counts are the record's own; one that it leaves out is taken from the `usage` beside the answer's text, which the
service writes. Texts are never searched for counts: they hold what people and models wrote, fake counts included.
Only Converse* and InvokeModel* operations are use. Status: "error" where there is an error code, "ok" where the answer
tells why it ended, else not told.

Identity: request id, time, operation, model and caller. AWS makes request ids unique, but sanitised and forwarded logs
repeat one id for different people and operations (seen in panther's records), and those must not be merged. Where the
answer has an id of its own (msg_bdrk_…) that is the key: the caller's transcript tells the same call by it.

Bodies: the whole conversation is sent again in every turn, so only the last user message is the prompt. Large bodies
lie in files of their own in S3, which a log names and this reader does not open: those calls have no texts.

Person and agent: an IAM user's name or an assumed role's session name (not if it is an instance or a generated name);
the agent is what the caller declared in `requestMetadata` (untrusted), else the application inference profile, else
the role.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from auditor.importers.cloud.bedrock_cloudwatch import Messages
from auditor.importers.cloud.bedrock_heads import heads
from auditor.importers.cloud.bedrock_records import Invocation, Unusual, Usual, is_invocation
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity

CALLS = ("Converse", "InvokeModel")
IN_S3 = "calls with a text in a file of its own in S3, which is not in this log and is not shown: {}"


def matches(peek: Peek) -> str:
    """Invocation records, plain or wrapped by CloudWatch."""
    return "records with “modelId” and “requestId”" if any(map(is_invocation, heads(peek))) else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The model calls of one log."""
    others: Counter[str] = Counter()
    in_s3 = 0
    for item in Messages[Invocation[Any, Any]](file, Unusual, "a model invocation record", Usual):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, call = item
        if call.operation is not None and not call.operation.startswith(CALLS):
            others[call.operation] += 1
            continue
        in_s3 += call.keeps_texts_elsewhere
        try:
            yield call.event(number, file)
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=f"requestId {call.request_id}")
    for operation, times in sorted(others.items()):
        yield ImportIssue(0, f"{times} × {operation}: not a model call, not counted", Severity.WARNING)
    if in_s3:
        yield ImportIssue(0, IN_S3.format(in_s3), Severity.WARNING)


IMPORTER = Importer(
    name="bedrock-invocation-log",
    title="Amazon Bedrock model invocation log",
    version=3,
    matches=matches,
    read=read,
    gives="one model call: tokens by class, caller, prompt and answer where they are logged",
)
