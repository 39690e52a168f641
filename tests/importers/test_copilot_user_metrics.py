"""Traps of GitHub's Copilot metrics: reports that overlap, breakdowns that do not add up, answers without persons."""

import json

import pytest

from auditor.errors import PassedOver
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.reports.copilot_user_metrics import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, UsageAggregate

from .conftest import Read

DAY = 86_400_000_000
USER: dict[str, object] = {
    "day": "2026-04-02",
    "user_id": 7,
    "user_login": "nora",
    "user_initiated_interaction_count": 24,
}
CLI = {"request_count": 187, "prompt_count": 24, "token_usage": {"output_tokens_sum": 11, "prompt_tokens_sum": 222}}


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate)]


def warnings(records: list[Record]) -> list[str]:
    return [one.reason for one in records if isinstance(one, ImportIssue) and one.severity is Severity.WARNING]


def test_messages_credits_and_tokens_of_the_command_line_are_apart(read: Read) -> None:
    found = sums(read(IMPORTER, json.dumps({**USER, "ai_credits_used": 2.84, "totals_by_cli": CLI})))
    assert {(one.client, one.unit.value): one.quantity for one in found} == {
        (None, "messages"): 24_000_000,
        (None, "credits"): 2_840_000,
        ("Copilot CLI", "input_tokens"): 222_000_000,
        ("Copilot CLI", "output_tokens"): 11_000_000,
        ("Copilot CLI", "requests"): 187_000_000,
    }


def test_messages_by_model_are_not_added_to_the_total(read: Read) -> None:
    by_model = [{"model": "gpt-5", "feature": "agent_edit", "user_initiated_interaction_count": 8}]
    assert [
        one.quantity for one in sums(read(IMPORTER, json.dumps({**USER, "totals_by_model_feature": by_model})))
    ] == [24_000_000]


def test_other_makers_agents_are_named_and_known_by_their_id(read: Read) -> None:
    def agent(name: str) -> UsageAggregate:
        told = {"agent_id": "70", "agent_name": name, "user_initiated_interaction_count": 2}
        return sums(read(IMPORTER, json.dumps({**USER, "totals_by_3rd_party_agent": [told]})))[1]

    assert (agent("Fern").agent, agent("Fern").unit, agent("Fern").quantity) == ("Fern", "requests", 2_000_000)
    assert agent("Fern").key == agent("Fern 2").key


def test_a_day_has_one_key_in_every_report_that_tells_it(read: Read) -> None:
    forms = [
        json.dumps(USER),
        json.dumps([{**USER, "enterprise_id": "1"}]),
        json.dumps({"report_start_day": "2026-04-01", "report_end_day": "2026-04-28", "day_totals": [USER]}, indent=2),
        json.dumps(
            {"report_day": "2026-04-02", "user_totals": [{"login": "nora", "user_initiated_interaction_count": 24}]}
        ),
    ]
    assert len({one.key for form in forms for one in sums(read(IMPORTER, form))}) == 1


def test_totals_over_many_days_span_them_and_come_with_a_warning(read: Read) -> None:
    user = {"login": "nora", "user_initiated_interaction_count": 410}
    report = {"report_start_day": "2026-02-04", "report_end_day": "2026-03-03", "user_totals": [user]}
    records = read(IMPORTER, json.dumps(report))
    assert [one.end - one.start for one in sums(records)] == [28 * DAY]
    assert "28 days" in warnings(records)[0]


def test_sums_of_an_organization_have_no_person_and_come_with_a_warning(read: Read) -> None:
    day = {"day": "2026-04-25", "organization_id": "9", "daily_active_users": 2, "user_initiated_interaction_count": 24}
    records = read(IMPORTER, json.dumps({"day_totals": [day]}))
    assert [(one.person, one.team) for one in sums(records)] == [(None, "9")]
    assert "without persons" in warnings(records)[0]


def test_a_user_without_activity_is_kept(read: Read) -> None:
    assert [
        one.quantity for one in sums(read(IMPORTER, json.dumps({**USER, "user_initiated_interaction_count": 0})))
    ] == [0]


def test_a_broken_record_costs_itself_only(read: Read) -> None:
    broken = [{**USER, "user_initiated_interaction_count": wrong} for wrong in (-1, 1.5, "x", True, 10**14, [])]
    records = read(
        IMPORTER, "\n".join(json.dumps(record) for record in [*broken, {**USER, "day": "soon"}, USER]) + '\n{"day":'
    )
    rejected = [one.line for one in records if isinstance(one, ImportIssue) and one.severity is Severity.REJECTED]
    assert rejected == [1, 2, 3, 4, 5, 6, 7, 9]
    assert len(sums(records)) == 1


def test_a_record_without_any_count_is_told_in_a_warning(read: Read) -> None:
    records = read(IMPORTER, json.dumps([{**USER, "user_initiated_interaction_count": None}]))
    assert not sums(records) and "without any count" in warnings(records)[0]


def test_chats_of_the_older_api_are_summed_by_editor_and_model(read: Read) -> None:
    models = [{"name": "default", "total_chats": 34}, {"name": "default", "is_custom_model": True, "total_chats": 1}]
    day = {
        "date": "2024-11-04",
        "copilot_ide_chat": {"editors": [{"name": "vscode", "models": models}]},
        "copilot_dotcom_chat": {"models": [{"name": "default", "total_chats": 5}]},
    }
    found = sums(read(IMPORTER, json.dumps([day], indent=4)))
    assert [(one.client, one.model, one.quantity) for one in found] == [
        ("vscode", "default", 35_000_000),
        ("github.com", "default", 5_000_000),
    ]


def test_an_answer_that_only_links_to_the_report_is_passed_over(read: Read) -> None:
    links = '{"download_links": ["https://birchwood.example/report"], "report_day": "2026-04-02"}'
    assert matches(Peek(PurePosixPath("a.json"), links.encode()))
    with pytest.raises(PassedOver):
        read(IMPORTER, links)
