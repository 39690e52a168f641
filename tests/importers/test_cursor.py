"""Traps of Cursor's usage: generations of headers, disjoint columns, costs in words, rows without identity."""

import json

import pytest

from auditor.importers.files.export_file import Peek, PurePosixPath
from auditor.importers.gateways.cursor import IMPORTER, NO_IDENTITY, matches
from auditor.importers.gateways.cursor_calls import NO_DOLLARS
from auditor.records import ImportIssue, Record, Unit, UsageAggregate, UsageEvent

from .conftest import Read

TOKENS = "Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens"
V1 = f"Date,Model,{TOKENS},Cost,Cost to you\n2026-01-02T03:04:05.250Z,m,40,2,300,7,349,$0.11,$0\n"
V2 = (
    f'"Date","Kind","Model","Max Mode",{TOKENS},"Cost"\n'
    '"2026-01-02T03:04:05.250Z","Included","m","No",40,2,300,7,349,"0.11"\n'
)
TEAM = f"Date,User,Kind,Model,Max Mode,{TOKENS},Requests\n2026-01-02T03:04:05.250Z,ann,Included,m,No,40,2,300,7,349,2\n"
V3 = (
    f"Date,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,{TOKENS},Cost\n"
    "2026-01-02T03:04:05.250Z,bc-1,au-1,Included,m,No,40,2,300,7,349,Included\n"
)


def events(records: list[Record]) -> list[UsageEvent]:
    return [record for record in records if isinstance(record, UsageEvent)]


def reasons(records: list[Record]) -> list[str]:
    return [r.reason for r in records if isinstance(r, ImportIssue) and r.reason != NO_IDENTITY]


@pytest.mark.parametrize("content", [V1, V2, TEAM, V3, "\ufeff" + V2.replace("\n", "\r\n"), V3.replace(",", ";")])
def test_all_generations_tell_the_same_disjoint_columns(read: Read, content: str) -> None:
    (event,) = events(read(IMPORTER, content))
    counts = event.input_tokens, event.cache_creation_input_tokens, event.cache_read_input_tokens, event.output_tokens
    assert (event.at, counts, event.key) == (1_767_323_045_250_000, (342, 40, 300, 7), None)
    assert not reasons(read(IMPORTER, content)) and matches(Peek(PurePosixPath("x"), content.encode()))


@pytest.mark.parametrize(
    ("cell", "cost"),
    [("Included", None), ("-", None), ("NaN", None), ("", None), ("$0.11", 110_000), ("0.11", 110_000), ("0", 0),
     ('"$1,204.50"', 1_204_500_000), ("Free", None)],
)  # fmt: skip
def test_a_cost_in_words_is_unknown_not_free(read: Read, cell: str, cost: int | None) -> None:
    (event,) = events(read(IMPORTER, V3.replace(",349,Included", f",349,{cell}")))
    assert event.cost_microusd == cost


@pytest.mark.parametrize(
    ("kind", "status"),
    [("Included", "ok"), ('"Errored, No Charge"', "error"), ('"Errored, Not Charged"', "error"), ("", None),
     ('"Aborted, Not Charged"', "aborted")],
)  # fmt: skip
def test_an_errored_row_counts_its_tokens(read: Read, kind: str, status: str | None) -> None:
    (event,) = events(read(IMPORTER, V3.replace("Included,m", f"{kind},m")))
    assert (event.status, event.input_tokens) == (status, 342)


@pytest.mark.parametrize(
    ("ids", "agent", "session"),
    [("bc-1,au-1", "automation au-1", "bc-1"), ("bc-1,", "cloud agent bc-1", "bc-1"), (",", "Cursor", None)],
)
def test_the_agent_is_the_automation_the_cloud_agent_or_cursor(
    read: Read, ids: str, agent: str, session: str | None
) -> None:
    (event,) = events(read(IMPORTER, V3.replace("bc-1,au-1", ids)))
    assert (event.agent, event.session) == (agent, session)


def test_identical_rows_all_count_and_the_reader_is_told(read: Read) -> None:
    records = read(IMPORTER, V1 + V1.split("\n")[1] + "\n")
    assert len(events(records)) == 2 and {event.key for event in events(records)} == {None}
    assert NO_IDENTITY in [record.reason for record in records if isinstance(record, ImportIssue)]


@pytest.mark.parametrize(("total", "lower_bound"), [("500", True), ("100", False), ('"1,349"', True)])
def test_a_total_that_is_not_the_sum_is_told(read: Read, total: str, lower_bound: bool) -> None:
    records = read(IMPORTER, V1.replace(",349,", f",{total},"))
    assert events(records)[0].lower_bound is lower_bound and len(reasons(records)) == 1


def test_a_cell_that_is_no_count_is_rejected_and_an_empty_one_unknown(read: Read) -> None:
    records = read(IMPORTER, V1 + V1.split("\n")[1].replace(",300,", ",-3,") + "\n")
    assert len(events(records)) == 1 and "negative" in reasons(records)[0]
    (event,) = events(read(IMPORTER, V1.replace("40,2,300,7,349", ",,,,")))
    assert (event.input_tokens, event.output_tokens) == (None, None)


def api_event(**more: object) -> dict[str, object]:
    tokens = {"inputTokens": 2, "outputTokens": 7, "cacheWriteTokens": 40, "cacheReadTokens": 300, "totalCents": 11.5}
    told: dict[str, object] = {"timestamp": "1767323045250", "model": "m", "kind": "Usage-based", "maxMode": True}
    return told | {"isTokenBasedCall": True, "tokenUsage": tokens, "userEmail": "ann@example.com"} | more


def api_page(*members: dict[str, object], total: int = 2, key: str = "usageEvents") -> dict[str, object]:
    return {"totalUsageEventsCount": total, "pagination": {"numPages": 2, "currentPage": 1}, key: list(members)}


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(api_page(api_event(), api_event())),
        json.dumps([api_page(api_event()), api_page(api_event())]),
        "\n".join(json.dumps(api_page(api_event())) for _ in range(2)),
        json.dumps(api_page(api_event(), api_event(), key="usageEventsDisplay"), indent=2),
        "\n".join(json.dumps(api_event()) for _ in range(2)),
    ],
)
def test_the_admin_api_excludes_both_cache_classes_too(read: Read, content: str) -> None:
    records = read(IMPORTER, content)
    found = [(e.at, e.input_tokens, e.cost_microusd, e.person) for e in events(records)]
    assert found == [(1_767_323_045_250_000, 342, 115_000, "ann@example.com")] * 2 and not reasons(records)
    assert matches(Peek(PurePosixPath("x"), content.encode()))


def test_pages_that_are_missing_are_told(read: Read) -> None:
    (reason,) = reasons(read(IMPORTER, json.dumps(api_page(api_event(), total=51))))
    assert "1 of the answer's 51 events" in reason


def test_a_call_billed_by_request_has_unknown_tokens(read: Read) -> None:
    told = {name: value for name, value in api_event(isTokenBasedCall=False).items() if name != "tokenUsage"}
    (event,) = events(read(IMPORTER, json.dumps(told | {"chargedCents": "4"})))
    assert (event.input_tokens, event.output_tokens, event.cost_microusd) == (None, None, 40_000)


@pytest.mark.parametrize("cell", ['"EUR 3,50"', "1e400", "$-0.12", "0.12 Included", '"3,50"'])
def test_a_cost_that_is_no_amount_in_dollars_costs_no_tokens(read: Read, cell: str) -> None:
    records = read(IMPORTER, V3.replace(",349,Included", f",349,{cell}"))
    (event,) = events(records)
    assert (event.cost_microusd, event.input_tokens, reasons(records)) == (None, 342, [NO_DOLLARS])


def test_a_date_alone_or_without_a_zone_is_utc_whatever_the_case_s_zone(read: Read) -> None:
    text = V3.replace("2026-01-02T03:04:05.250Z", "2026-01-02 03:04:05")
    (event,) = events(read(IMPORTER, text, zone="Asia/Tokyo"))
    assert event.at == 1_767_323_045_000_000


EVENT = {"timestamp": "1767323045250", "model": "m", "tokenUsage": {"inputTokens": 5, "outputTokens": 2}}


def test_the_dashboard_s_answer_is_known_without_a_kind_and_beside_an_empty_list(read: Read) -> None:
    text = json.dumps({"totalUsageEventsCount": "3", "usageEvents": [], "usageEventsDisplay": [EVENT]})
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    (event,) = events(read(IMPORTER, text))
    assert (event.at, event.input_tokens, event.output_tokens) == (1_767_323_045_250_000, 5, 2)
    assert any("1 of the answer's 3 events" in reason for reason in reasons(read(IMPORTER, text)))


@pytest.mark.parametrize("more", [{"day": "2026-01-02", "date": 1}, {"date": 1767312000000}, {"date": "2026-01-02"}])
def test_a_member_s_day_is_requests_and_no_tokens(read: Read, more: dict[str, object]) -> None:
    day = {"email": "ann@example.com", "composerRequests": 4, "chatRequests": 7, "agentRequests": 2, "cmdkUsages": 1}
    text = json.dumps({"data": [day | more | {"totalTabsShown": 90, "subscriptionIncludedReqs": 10}], "period": {}})
    assert matches(Peek(PurePosixPath("x"), text.encode()))
    told, note = read(IMPORTER, text)
    assert isinstance(told, UsageAggregate) and isinstance(note, ImportIssue) and "do not add" in note.reason
    assert (told.start, told.unit, told.quantity) == (1_767_312_000_000_000, Unit.REQUESTS, 14_000_000)
    assert (told.person, told.agent) == ("ann@example.com", None)


@pytest.mark.parametrize("wrong", [{"chatRequests": -1}, {"email": None}, {"day": "soon"}])
def test_a_broken_day_of_a_member_costs_itself_only(read: Read, wrong: dict[str, object]) -> None:
    day: dict[str, object] = {"email": "ann", "day": "2026-01-02", "composerRequests": 4, "chatRequests": 7}
    day |= {"agentRequests": 2}
    records = read(IMPORTER, json.dumps({"data": [day | wrong, day]}))
    assert [type(one) for one in records] == [ImportIssue, UsageAggregate, ImportIssue]
