"""Reads application logs of Amazon Bedrock AgentCore runtimes: one record for each time an agent was invoked.

Source: the records in the tests of elastic/integrations (aws_bedrock_agentcore, runtime_application_logs) and AWS's
documentation of AgentCore observability. Not yet seen on a real file. All the ways in which CloudWatch wraps a record
are read alike: see `bedrock_cloudwatch`. Logs of AgentCore's memory, gateway and tools are no invocations.

Token semantics: none are told, so all are unknown; one event is one invocation, behind which stand any number of model
calls. Those are in the runtime's spans and, with their tokens, in the account's model invocation log. What an agent
writes of tokens and models into its own answer is a text and is not counted.

Agent: `service.name` without the endpoint “.DEFAULT”, else the runtime's id. Person: `actor_id`, which the caller
declares (untrusted); "DEFAULT" is nobody. Time: `timeUnixNano`, an integer of 19 digits that a float would round, else
the time of logging. `spanId` and `span_id` can differ: neither is used, the request id is the key.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.importers.cloud.agentcore_records import Invocation
from auditor.importers.cloud.bedrock_cloudwatch import Messages
from auditor.importers.cloud.bedrock_heads import heads
from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.values.quantities import Unreadable
from auditor.records import ImportIssue, Record, Severity


def matches(peek: Peek) -> str:
    """Records of a resource of AgentCore, plain or wrapped by CloudWatch."""
    for head in heads(peek):
        arn = head.get("resource_arn")
        if isinstance(arn, str) and ":bedrock-agentcore:" in arn and {"operation", "request_id"} & head.keys():
            return "records with “resource_arn” of AgentCore"
    return ""


def read(file: ExportFile) -> Iterator[Record]:
    """The invocations of one log."""
    others: Counter[str] = Counter()
    for item in Messages(file, Invocation, "an AgentCore record"):
        if isinstance(item, ImportIssue):
            yield item
            continue
        number, call = item
        if not call.is_invocation:
            others[call.operation or "record without operation"] += 1
            continue
        try:
            yield call.event(number)
        except Unreadable as error:
            yield ImportIssue(number, str(error), excerpt=f"request_id {call.request_id}")
    for operation, times in sorted(others.items()):
        yield ImportIssue(0, f"{times} × {operation}: not an invocation of an agent, not counted", Severity.WARNING)


IMPORTER = Importer(
    name="bedrock-agentcore",
    title="Amazon Bedrock AgentCore runtime log",
    version=1,
    matches=matches,
    read=read,
    seen_on_real_file=False,
    gives="one invocation of an agent: who asked what, and the answer; no tokens",
)
