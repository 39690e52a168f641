"""OpenClaw's files: archives, checkpoints, appended and branched sessions, the registry, and who speaks in a chat."""

import json

import pytest

from auditor.errors import PassedOver
from auditor.importers import IMPORTERS
from auditor.importers.assistants.openclaw import IMPORTER
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.records import ImportIssue

from .conftest import Read
from .test_openclaw import MS, ZERO, answer, events, header

REGISTRY = {
    "agent:courier:main": {"sessionId": "s", "updatedAt": MS, "totalTokens": 999_999},
    "agent:courier:cron:nightly": {"sessionId": "t", "totalTokens": 7},
}


def claimed(name: str, text: str) -> list[str]:
    return [one.name for one in IMPORTERS if one.matches(Peek(PurePosixPath(name), text.encode()))]


@pytest.mark.parametrize(
    "name",
    [
        "s.jsonl",
        "s.jsonl.deleted.2026-03-01T08-00-00.000Z",
        "s.jsonl.reset.2026-03-01T08-00-00.000Z",
        "s.checkpoint.7a.jsonl",
    ],
)
@pytest.mark.parametrize("root", [".openclaw", ".clawdbot", ".moltbot", ".moldbot", ".qclaw"])
def test_archives_and_copies_of_every_root_are_the_same_calls(read: Read, root: str, name: str) -> None:
    path = f"evidence/ann/{root}/agents/courier/sessions/{name}"
    text = header(cwd=None) + answer()
    assert claimed(path, text) == ["openclaw"]
    (event,) = events(read(IMPORTER, text, name=path))
    assert (event.agent, event.person, event.key) == ("courier", "ann", f"openclaw:{MS}:m:1:2:30:4")


@pytest.mark.parametrize("indent", [None, 2])
def test_the_registry_is_passed_over_because_its_totals_lie(read: Read, indent: int | None) -> None:
    text = json.dumps(REGISTRY, indent=indent)
    assert claimed("sessions.json", text) == ["openclaw"]
    with pytest.raises(PassedOver, match="registry"):
        read(IMPORTER, text, name="sessions.json")


def test_a_registry_longer_than_the_first_look_is_known() -> None:
    long = {f"agent:courier:cron:{n}": {"sessionId": "t", "totalTokens": n} for n in range(5_000)}
    assert IMPORTER.matches(Peek(PurePosixPath("sessions.json"), json.dumps(long).encode()[: 64 * 1024]))


def test_a_session_appended_to_another_s_file_is_its_own(read: Read) -> None:
    asked = {"type": "message", "timestamp": "2026-01-02T03:04:05Z", "message": {"role": "user", "content": "Hi"}}
    text = json.dumps(asked) + "\n" + header() + answer() + header(id="heartbeat") + answer(MS + 60_000)
    told = [(event.session, event.prompt) for event in events(read(IMPORTER, text))]
    assert told == [("s", "Hi"), ("heartbeat", None)]


def test_a_compaction_that_writes_messages_again_adds_nothing(read: Read) -> None:
    compaction = json.dumps({"type": "compaction", "summary": "…", "firstKeptEntryIndex": 1, "tokensBefore": 90_000})
    again = json.dumps(json.loads(answer()) | {"id": "new"}) + "\n"
    found = events(read(IMPORTER, header() + answer() + compaction + "\n" + again * 3 + answer(MS + 1)))
    assert [event.dropped_by for event in found] == [None, *["replayed-history"] * 3, None]


def test_copied_history_without_its_session_is_shown_with_its_reason(read: Read) -> None:
    records = read(IMPORTER, header(branchedFrom="/x/old.jsonl") + answer() + answer(MS - 1))
    (issue,) = [record for record in records if isinstance(record, ImportIssue)]
    assert "/x/old.jsonl" in issue.reason and "not counted" in issue.reason
    assert {event.dropped_by for event in events(records)} == {"copied-history"}


def test_a_branch_s_copies_have_the_keys_of_the_session_it_came_from(read: Read) -> None:
    (original,) = events(read(IMPORTER, header() + answer()))
    copy, own = events(read(IMPORTER, header(id="b", branchedFrom="/x/s.jsonl") + answer() + answer(MS + 600_000)))
    assert copy.key == original.key != own.key


def test_lines_without_ids_and_before_a_late_header_count(read: Read) -> None:
    text = answer() + answer(MS + 1) + header(version=None)
    assert [event.dropped_by for event in events(read(IMPORTER, text))] == [None, None]


@pytest.mark.parametrize(("usage", "tokens"), [(None, (None, None)), (ZERO, (0, 0))])
def test_an_aborted_request_is_activity_with_and_without_usage(
    read: Read, usage: object, tokens: tuple[int | None, int | None]
) -> None:
    (event,) = events(read(IMPORTER, header() + answer(usage=usage, stopReason="aborted")))
    assert ((event.input_tokens, event.output_tokens), event.status) == (tokens, "aborted")


def test_a_placeholder_that_tells_usage_is_counted_all_the_same(read: Read) -> None:
    (event,) = events(read(IMPORTER, header() + answer(model="gateway-injected")))
    assert event.input_tokens == 35


def test_the_sender_a_chat_message_names_is_no_person(read: Read) -> None:
    said = 'Sender (untrusted metadata): {"name": "mallory", "id": "+1555"}\nIs the crane free?'
    user = json.dumps(
        {"type": "message", "timestamp": "2026-01-02T03:04:05Z", "message": {"role": "user", "content": said}}
    )
    (event,) = events(read(IMPORTER, header() + user + "\n" + answer()))
    assert event.person == "ann" and event.prompt == said


@pytest.mark.parametrize(
    "change",
    [
        {"type": "model_change", "provider": "p", "modelId": "m9"},
        {"type": "custom", "customType": "model-snapshot", "data": {"provider": "p", "modelId": "m9"}},
    ],
)
def test_a_message_without_a_model_has_the_session_s(read: Read, change: dict[str, object]) -> None:
    text = (
        header(provider="q", modelId="m1") + answer(model=None) + json.dumps(change) + "\n" + answer(MS + 1, model=None)
    )
    assert [(event.provider, event.model) for event in events(read(IMPORTER, text))] == [("q", "m1"), ("p", "m9")]


@pytest.mark.parametrize("message", ["server started", {"text": "hello"}, None])
def test_other_programs_messages_are_not_claimed(message: object) -> None:
    line = {"type": "message", "timestamp": "2026-01-02T03:04:05Z", "message": message}
    assert IMPORTER.matches(Peek(PurePosixPath("x.jsonl"), json.dumps(line).encode())) == ""


@pytest.mark.parametrize("schema", ["openclaw-trajectory", "openclaw-trajectory-pointer"])
def test_a_trace_of_runs_is_passed_over_because_the_transcript_tells_the_same(read: Read, schema: str) -> None:
    text = json.dumps({"traceSchema": schema, "schemaVersion": 1, "type": "model.completed", "sessionId": "s"})
    assert claimed("s.trajectory.jsonl", text) == ["openclaw"]
    with pytest.raises(PassedOver, match="trace of runs"):
        read(IMPORTER, text, name="s.trajectory.jsonl")
