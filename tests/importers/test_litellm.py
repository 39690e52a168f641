"""Traps of LiteLLM's spend logs: shapes and pages, cache counts in metadata, silent $0, keys, sums told again."""

import csv
import io
import json

import pytest

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.gateways.litellm import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, UsageAggregate, UsageEvent

from .conftest import Read

KEY = "9d07" + "0" * 56 + "77e2"


def row(**more: object) -> dict[str, object]:
    told: dict[str, object] = {"request_id": "r-1", "call_type": "acompletion", "api_key": KEY, "spend": 0.5}
    told |= {"total_tokens": 110, "prompt_tokens": 100, "completion_tokens": 10, "model": "m", "cache_hit": "False"}
    told |= {"startTime": "2026-01-02 03:04:05.250", "endTime": "2026-01-02T03:04:06.250Z", "messages": {}}
    return told | {"metadata": {}, "response": {}, "request_tags": [], "status": "success", "user": "ann"} | more


def page(number: int, pages: int, *members: dict[str, object]) -> dict[str, object]:
    return {"data": list(members), "total": 5, "page": number, "page_size": 1, "total_pages": pages}


def as_csv(*rows: dict[str, object]) -> str:
    """As psql's \\copy writes JSON columns."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    for one in rows:
        table.writerow({name: json.dumps(v) if isinstance(v, dict | list) else v for name, v in one.items()})
    return out.getvalue()


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def warnings(records: list[Record]) -> list[str]:
    return [r.reason for r in records if isinstance(r, ImportIssue) and r.severity is Severity.WARNING]


def one(read: Read, **more: object) -> UsageEvent:
    (event,) = events(read(IMPORTER, json.dumps(row(**more))))
    return event


TWO = row(), row(request_id="r-2")


@pytest.mark.parametrize(
    "content",
    [
        as_csv(*TWO),
        as_csv(*TWO).replace("\r\n", "\n").encode("utf-16"),
        "\ufeff" + as_csv(*TWO),
        json.dumps(TWO),
        json.dumps(TWO, indent=2),
        "\n".join(map(json.dumps, TWO)),
        json.dumps(page(1, 1, *TWO)),
        json.dumps([page(1, 2, TWO[0]), page(2, 2, TWO[1])]),
        "\n".join(json.dumps(page(n + 1, 2, TWO[n])) for n in range(2)),
    ],
    ids=["csv", "utf16", "bom", "array", "pretty", "lines", "page", "pages", "page-a-line"],
)
def test_every_shape_gives_the_same_two_requests(read: Read, content: str | bytes) -> None:
    records = read(IMPORTER, content)
    found = [(event.key, event.at, event.input_tokens, event.cost_microusd) for event in events(records)]
    at = 1_767_323_045_250_000
    assert found == [("litellm:r-1", at, 100, 500_000), ("litellm:r-2", at, 100, 500_000)]
    assert len(records) == 2
    head = content if isinstance(content, bytes) else content.encode()
    assert matches(Peek(PurePosixPath("x"), head))


def test_missing_pages_are_told(read: Read) -> None:
    content = "\n".join([json.dumps(page(1, 4, TWO[0])), json.dumps(page(3, 4, TWO[1]))])
    (reason,) = warnings(read(IMPORTER, content))
    assert "of 4: 2, 4" in reason


def test_times_without_a_zone_are_utc_whatever_the_case_s_zone(read: Read) -> None:
    content = json.dumps(row())
    assert events(read(IMPORTER, content, zone="Asia/Tokyo")) == events(read(IMPORTER, content))


@pytest.mark.parametrize(
    "metadata",
    [
        {"additional_usage_values": {"cache_read_input_tokens": 70, "cache_creation_input_tokens": 20}},
        {"usage_object": {"prompt_tokens_details": {"cached_tokens": 70, "cache_creation_tokens": 20}}},
        {"additional_usage_values": {"cache_read_input_tokens": 0, "cache_creation_input_tokens": 20},
         "usage_object": json.dumps({"prompt_tokens_details": {"cached_tokens": 70}})},
        json.dumps({"usage_object": {"cache_read_input_tokens": 70, "cache_creation_input_tokens": 20}}),
    ],
)  # fmt: skip
def test_cached_tokens_are_part_of_the_prompt_wherever_they_are_told(read: Read, metadata: object) -> None:
    event = one(read, metadata=metadata)
    found = event.input_tokens, event.cache_read_input_tokens, event.cache_creation_input_tokens, event.lower_bound
    assert found == (100, 70, 20, False)


def test_more_cached_than_prompt_tokens_make_a_lower_bound(read: Read) -> None:
    records = read(IMPORTER, json.dumps(row(metadata={"usage_object": {"cache_read_input_tokens": 900}})))
    (event,) = events(records)
    assert (event.input_tokens, event.lower_bound) == (900, True) and len(warnings(records)) == 1


def test_litellm_s_own_cache_is_no_provider_s_cache(read: Read) -> None:
    records = read(IMPORTER, json.dumps(row(cache_hit="True", spend=0.0)))
    (event,) = events(records)
    assert event.cache_read_input_tokens is None and event.cost_microusd == 0
    assert "no model was called" in warnings(records)[0]


@pytest.mark.parametrize("spend", [0, 0.0, "0", "0.000", "0E-10", None])
def test_tokens_for_nothing_are_an_unknown_cost(read: Read, spend: object) -> None:
    records = read(IMPORTER, json.dumps(row(spend=spend)))
    assert events(records)[0].cost_microusd is None and "no price" in warnings(records)[0]


def test_fractions_of_a_micro_dollar_add_up_and_are_not_nothing(read: Read) -> None:
    content = "\n".join(json.dumps(row(request_id=f"r{n}", spend=4e-7)) for n in range(10))
    records = read(IMPORTER, content)
    assert sum(event.cost_microusd or 0 for event in events(records)) == 4 and not warnings(records)


@pytest.mark.parametrize("status", ["failure", "success"])
def test_a_request_of_no_tokens_has_unknown_counts(read: Read, status: str) -> None:
    event = one(read, prompt_tokens=0, completion_tokens=0, total_tokens=0, status=status)
    assert (event.input_tokens, event.output_tokens) == (None, None)
    assert event.status == {"failure": "error", "success": "ok"}[status]


@pytest.mark.parametrize(
    ("more", "agent"),
    [
        ({"agent_id": "planner", "metadata": {"user_api_key_alias": "a"}}, "planner"),
        ({"metadata": {"user_api_key_alias": "inbox"}, "request_tags": ["t"]}, "inbox"),
        ({"request_tags": '["User-Agent: curl", "t1", "t2"]'}, "t1, t2"),
        ({"request_tags": ["User-Agent: claude-cli"]}, "claude-cli"),
        ({}, "key …77e2"),
        ({"metadata": {"user_api_key_alias": "sk-abcdefghijklmnop"}}, "key …mnop"),
        ({"api_key": ""}, "(no agent named)"),
    ],
)
def test_the_agent_is_the_most_specific_name_and_never_a_key(read: Read, more: dict[str, object], agent: str) -> None:
    assert one(read, **more).agent == agent


@pytest.mark.parametrize(
    ("more", "person"),
    [
        ({"user": "ann@example.com", "metadata": {"user_api_key_user_email": "b@example.com"}}, "ann@example.com"),
        ({"user": "u-1", "metadata": {"user_api_key_user_email": "b@example.com"}}, "b@example.com"),
        ({"user": "", "metadata": {"user_api_key_user_id": "u-2"}}, "u-2"),
        ({"user": "default_user_id", "end_user": "dora"}, "dora"),
        ({"user": None}, None),
    ],
)
def test_the_person_is_an_address_before_an_id(read: Read, more: dict[str, object], person: str | None) -> None:
    assert one(read, **more).person == person


def test_stored_texts_are_read_and_empty_objects_are_none(read: Read) -> None:
    turns = [{"role": "user", "content": "old"}, {"role": "user", "content": [{"type": "text", "text": "new"}]}]
    answer = {"choices": [{"message": {"content": "yes"}}]}
    assert (one(read).prompt, one(read).response) == (None, None)
    told = one(read, proxy_server_request=json.dumps({"messages": turns}), response=json.dumps(answer))
    assert (told.prompt, told.response) == ("new", "yes")


def test_a_provider_s_id_is_the_call_s_key(read: Read) -> None:
    assert one(read, request_id="msg_01AbCdEfGhIjKlMn").key == "msg_01AbCdEfGhIjKlMn"


def test_tool_calls_are_counted_apart(read: Read) -> None:
    assert warnings(read(IMPORTER, json.dumps(row(call_type="call_mcp_tool")))) == [
        "1 × call_mcp_tool: not a model call, not counted"
    ]


def test_a_bad_row_costs_one_row_and_shows_no_key(read: Read) -> None:
    records = read(IMPORTER, as_csv(row(), row(prompt_tokens="1e30"), row(request_id="r-3")))
    (issue,) = [record for record in records if isinstance(record, ImportIssue)]
    assert len(events(records)) == 2 and issue.line == 3 and KEY[:8] not in issue.excerpt


DAY: dict[str, object] = {
    "id": "x",
    "user_id": "ann",
    "date": "2026-01-02",
    "api_key": KEY,
    "model": "m",
    "custom_llm_provider": "openai",
}
SUMS: dict[str, object] = {
    "prompt_tokens": 9,
    "completion_tokens": 4,
    "cache_read_input_tokens": 3,
    "spend": 0.25,
    "api_requests": 2,
}


def sums(read: Read, importer: Importer, content: str) -> dict[str, int]:
    found = [record for record in read(importer, content) if isinstance(record, UsageAggregate)]
    assert all(one.end - one.start == 86_400_000_000 for one in found)
    return {one.unit.value: one.quantity for one in found}


def test_daily_tables_are_sums_and_never_events(read: Read) -> None:
    records = read(IMPORTER, as_csv(DAY | SUMS))
    assert not events(records) and len(warnings(records)) == 1
    assert sums(read, IMPORTER, as_csv(DAY | SUMS)) == {
        "input_tokens": 9_000_000, "output_tokens": 4_000_000, "cache_read_input_tokens": 3_000_000,
        "requests": 2_000_000, "usd": 250_000,
    }  # fmt: skip


def test_a_daily_sum_at_no_price_tells_no_dollars(read: Read) -> None:
    assert "usd" not in sums(read, IMPORTER, as_csv(DAY | SUMS | {"spend": 0}))


def test_the_same_day_of_the_same_person_has_the_same_key(read: Read) -> None:
    def keys(**more: object) -> set[str | None]:
        found = read(IMPORTER, as_csv(DAY | SUMS | more))
        return {record.key for record in found if isinstance(record, UsageAggregate)}

    assert keys() == keys(spend=0.5, prompt_tokens=99) != keys(model="other") and len(keys()) == 1


def test_the_usage_page_s_csv_is_a_sum_by_team(read: Read) -> None:
    head = "Date,Team,Team ID,Spend ($),Requests,Successful Requests,Failed Requests,Total Tokens,Prompt Tokens"
    content = head + ',Completion Tokens\n2026-01-02,Routing,t-1,"1,204.5000",3,3,0,30,20,10\n'
    assert matches(Peek(PurePosixPath("x"), content.encode()))
    assert sums(read, IMPORTER, content)["usd"] == 1_204_500_000
    assert {r.team for r in read(IMPORTER, content) if isinstance(r, UsageAggregate)} == {"Routing"}


def test_spend_logs_summed_by_the_server_are_dollars_by_user(read: Read) -> None:
    days = [{"startTime": "2026-01-02", "spend": 0.75, "users": {"ann": 0.5, "bo": 0.25}, "models": {"m": 0.75}}]
    found = [record for record in read(IMPORTER, json.dumps(days)) if isinstance(record, UsageAggregate)]
    assert [(sum_.person, sum_.quantity) for sum_ in found] == [("ann", 500_000), ("bo", 250_000)]


def test_the_payload_that_callbacks_write_tells_the_same_request(read: Read) -> None:
    who = {"user_api_key_hash": KEY, "user_api_key_alias": "sorter", "user_api_key_user_id": "ann"}
    payload: dict[str, object] = {"id": "r-1", "trace_id": "s-1", "call_type": "acompletion", "cache_hit": False}
    payload |= {"response_cost": 0.5, "prompt_tokens": 100, "completion_tokens": 10, "model": "m", "metadata": who}
    payload |= {"startTime": 1767323045.25, "endTime": 1767323046.25, "status": "success"}
    payload |= {
        "messages": [{"role": "user", "content": "q"}],
        "response": {"choices": [{"message": {"content": "a"}}]},
    }
    text = json.dumps(payload)
    assert matches(Peek(PurePosixPath("x.json"), text.encode()))
    (event,) = events(read(IMPORTER, text))
    (logged,) = events(read(IMPORTER, json.dumps([row()])))
    assert (event.at, event.key, event.cost_microusd) == (logged.at, logged.key, logged.cost_microusd)
    assert (event.agent, event.person, event.session, event.duration_us) == ("sorter", "ann", "s-1", 1_000_000)
    assert (event.input_tokens, event.output_tokens, event.prompt, event.response) == (100, 10, "q", "a")


def activity(*days: object, **about: object) -> str:
    return json.dumps({"results": days, "metadata": {"page": 1, "total_pages": 1, "has_more": False} | about})


def test_daily_activity_is_told_by_model_and_key_once(read: Read) -> None:
    keys = {KEY: {"metrics": SUMS, "metadata": {"key_alias": "sorter", "team_id": "t-1"}}}
    by = {"models": {"m": {"metrics": SUMS, "api_key_breakdown": keys}}, "api_keys": keys, "providers": {"o": SUMS}}
    text = activity({"date": "2026-01-02", "metrics": SUMS, "breakdown": by})
    assert matches(Peek(PurePosixPath("x"), text.encode())) and sums(read, IMPORTER, text) == {
        "input_tokens": 9_000_000, "output_tokens": 4_000_000, "cache_read_input_tokens": 3_000_000,
        "requests": 2_000_000, "usd": 250_000,
    }  # fmt: skip
    found = [one for one in read(IMPORTER, text) if isinstance(one, UsageAggregate)]
    assert {(one.agent, one.team, one.model) for one in found} == {("sorter", "t-1", "m")} and len(found) == 5


@pytest.mark.parametrize("by", [{"models": {"m": SUMS}}, {"models": {"m": {"metrics": SUMS}}}, {}])
def test_a_day_of_activity_without_keys_is_summed_all_the_same(read: Read, by: object) -> None:
    text = activity({"date": "2026-01-02", "metrics": SUMS, "breakdown": by}, total_pages=2)
    assert sums(read, IMPORTER, text)["usd"] == 250_000
    assert any("pages missing" in reason for reason in warnings(read(IMPORTER, text)))
