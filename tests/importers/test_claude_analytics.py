"""Traps of the Claude Code Analytics API: two kinds of actors, cents, disjoint input, records without models."""

import json

import pytest

from auditor.importers.reports.claude_analytics import IMPORTER
from auditor.records import ImportIssue, Record, Severity, UsageAggregate

from .conftest import Read

MODEL: dict[str, object] = {
    "model": "claude-x",
    "tokens": {"input": 5, "output": 9, "cache_read": 70, "cache_creation": 23},
    "estimated_cost": {"currency": "USD", "amount": 186},
}
PERSON = {"type": "user_actor", "email_address": "nora@birchwood.example"}


def record(*models: object, actor: object = PERSON, **other: object) -> dict[str, object]:
    told = {"date": "2026-03-22T00:00:00Z", "actor": actor, "terminal_type": "vscode", "model_breakdown": models}
    return {**told, **other}


def page(*records: object) -> str:
    return json.dumps({"data": records, "has_more": False, "next_page": None})


def sums(records: list[Record]) -> list[UsageAggregate]:
    return [one for one in records if isinstance(one, UsageAggregate)]


def test_tokens_are_ours_and_cents_are_dollars(read: Read) -> None:
    assert {one.unit.value: one.quantity for one in sums(read(IMPORTER, page(record(MODEL))))} == {
        "input_tokens": 98_000_000,
        "cache_read_input_tokens": 70_000_000,
        "cache_creation_input_tokens": 23_000_000,
        "output_tokens": 9_000_000,
        "usd": 1_860_000,
    }


@pytest.mark.parametrize(
    ("actor", "person", "agent"),
    [(PERSON, "nora@birchwood.example", None), ({"type": "api_actor", "api_key_name": "digest"}, None, "digest")],
)
def test_an_actor_is_a_person_or_an_api_key_s_name(
    read: Read, actor: object, person: str | None, agent: str | None
) -> None:
    assert {(one.person, one.agent, one.client) for one in sums(read(IMPORTER, page(record(MODEL, actor=actor))))} == {
        (person, agent, "vscode")
    }


def test_terminals_models_and_days_are_told_apart_and_the_subscription_is_not(read: Read) -> None:
    records = [
        record(MODEL),
        record(MODEL, terminal_type="tmux"),
        record(MODEL, date="2026-03-23T00:00:00Z"),
        record({**MODEL, "model": "claude-y"}),
    ]
    keys = {one.key for one in sums(read(IMPORTER, page(*records)))}
    assert len(keys) == 4
    assert {one.key for one in sums(read(IMPORTER, page(record(MODEL, subscription_type="team"))))} <= keys


def test_a_record_without_models_is_told_in_a_warning(read: Read) -> None:
    issues = read(IMPORTER, page(record(), record()))
    assert len(issues) == 1 and isinstance(issues[0], ImportIssue)
    assert issues[0].severity is Severity.WARNING and "2 rows" in issues[0].reason


@pytest.mark.parametrize(
    "wrong",
    [
        record(7),
        record({**MODEL, "tokens": {"input": -1}}),
        record({**MODEL, "estimated_cost": {"currency": "EUR", "amount": 1}}),
        record(MODEL, actor={"type": "user_actor"}),
        record(MODEL, actor="nora"),
        record(MODEL, date=None),
    ],
)
def test_a_broken_record_costs_itself_only(read: Read, wrong: object) -> None:
    records = read(IMPORTER, page(wrong, record(MODEL)))
    assert sum(isinstance(one, ImportIssue) for one in records) == 1 and len(sums(records)) == 5
