"""Traps of Kiro's user reports: drifting columns, messages told twice, exact credits, ids with and without prefix."""

from pathlib import Path, PurePosixPath

import pytest

from auditor.errors import PassedOver
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.reports.kiro_user_report import IMPORTER, matches
from auditor.records import ImportIssue, Record, Severity, Unit, UsageAggregate

from .conftest import Read

UUID = "1b1e1d00-0000-4000-8000-000000000001"
STATIC = (
    "Date,UserId,Client_Type,Chat_Conversations,Credits_Used,Overage_Cap,Overage_Credits_Used,Overage_Enabled,"
    "ProfileId,Subscription_Tier,Total_Messages,New_User,User_Email"
)
DAY = 1_783_641_600_000_000


def row(user: str = UUID, client: str = "KIRO_CLI", credits: str = "1.5", messages: str = "7", more: str = "") -> str:
    return (
        f'2026-07-10,"{user}",{client},2,{credits},2500.0,0.0,false,"arn:x",PRO,{messages},false,"a@b.example"{more}\n'
    )


def sums(records: list[Record], unit: Unit) -> list[UsageAggregate]:
    return [record for record in records if isinstance(record, UsageAggregate) and record.unit is unit]


def issues(records: list[Record]) -> list[ImportIssue]:
    return [record for record in records if isinstance(record, ImportIssue)]


def test_a_row_is_one_utc_day_of_a_person_and_client(read: Read) -> None:
    one = sums(read(IMPORTER, f"{STATIC}\n{row()}"), Unit.CREDITS)[0]
    assert (one.start, one.end) == (DAY, DAY + 86_400_000_000)
    assert (one.person, one.client, one.agent, one.model) == ("a@b.example", "KIRO_CLI", None, None)


def test_ide_and_cli_rows_of_one_user_and_day_both_count(read: Read) -> None:
    records = read(IMPORTER, f"{STATIC}\n{row()}{row(client='KIRO_IDE')}{row(client='PLUGIN')}")
    assert len({one.key for one in sums(records, Unit.CREDITS)}) == 3


def test_the_same_user_day_and_client_has_one_key_with_or_without_the_store_s_prefix_and_e_mail(read: Read) -> None:
    told = sums(read(IMPORTER, f"{STATIC}\n{row()}"), Unit.CREDITS)[0]
    anonymous = row(f"d-9900000001.{UUID.upper()}").replace("a@b.example", "")
    other = sums(read(IMPORTER, f"{STATIC}\n{anonymous}"), Unit.CREDITS)[0]
    assert told.key == other.key
    assert other.person == UUID


@pytest.mark.parametrize(
    ("written", "millionths"),
    [("114.45787414391377", 114_457_874), ("0", 0), ("0.0000014", 1), ("2500", 2_500_000_000)],
)
def test_credits_are_read_to_the_millionth(read: Read, written: str, millionths: int) -> None:
    assert sums(read(IMPORTER, f"{STATIC}\n{row(credits=written)}"), Unit.CREDITS)[0].quantity == millionths


def test_many_small_credits_are_not_rounded_away(read: Read) -> None:
    lines = "".join(row(f"user-{number}", credits="0.0000004") for number in range(10))
    assert sum(one.quantity for one in sums(read(IMPORTER, f"{STATIC}\n{lines}"), Unit.CREDITS)) == 4


def test_messages_by_model_stand_for_the_total_they_add_up_to(read: Read) -> None:
    text = f"{STATIC},auto_messages,claude_opus_4.8_messages,glm_5_messages\n{row(more=',4,3,')}"
    found = sums(read(IMPORTER, text), Unit.MESSAGES)
    assert {one.model: one.quantity for one in found} == {"auto": 4_000_000, "claude_opus_4.8": 3_000_000}


def test_total_messages_is_not_a_model(read: Read) -> None:
    assert [one.model for one in sums(read(IMPORTER, f"{STATIC}\n{row()}"), Unit.MESSAGES)] == [None]


def test_messages_by_model_that_do_not_add_up_leave_the_total_and_a_warning(read: Read) -> None:
    records = read(IMPORTER, f"{STATIC},auto_messages\n{row(more=',5')}")
    assert [(one.model, one.quantity) for one in sums(records, Unit.MESSAGES)] == [(None, 7_000_000)]
    assert [(issue.severity, issue.line) for issue in issues(records)] == [(Severity.WARNING, 2)]


def test_a_day_of_zero_is_kept_and_an_empty_cell_is_unknown(read: Read) -> None:
    zero = read(IMPORTER, f"{STATIC},auto_messages\n{row(credits='0.0', messages='0', more=',0')}")
    assert [(one.unit, one.quantity) for one in zero if isinstance(one, UsageAggregate)] == [
        ("credits", 0),
        ("messages", 0),
    ]
    unknown = read(IMPORTER, f"{STATIC}\n{row(credits='', messages='3')}")
    assert not sums(unknown, Unit.CREDITS)


def test_a_row_that_tells_nothing_is_rejected_not_dropped(read: Read) -> None:
    assert (
        "neither credits nor messages" in issues(read(IMPORTER, f"{STATIC}\n{row(credits='', messages='')}"))[0].reason
    )


def test_overage_credits_are_told_in_a_warning_and_not_added(read: Read) -> None:
    records = read(IMPORTER, f"{STATIC}\n{row().replace('2500.0,0.0', '2500.0,40.5')}")
    assert [one.quantity for one in sums(records, Unit.CREDITS)] == [1_500_000]
    assert [(issue.severity, "overage" in issue.reason) for issue in issues(records)] == [(Severity.WARNING, True)]


def test_columns_of_tomorrow_are_named_once_and_do_no_harm(read: Read) -> None:
    records = read(IMPORTER, f"{STATIC},Usage_Limit,Mood_Score\n{row(more=',2500,9')}{row('u2', more=',2500,9')}")
    assert [issue.reason for issue in issues(records)] == ["columns not used: “Mood_Score”"]
    assert len(sums(records, Unit.CREDITS)) == 2


def test_columns_in_another_order_and_an_older_report_without_e_mail_are_read(read: Read) -> None:
    text = (
        "Date,UserId,Client_Type,Subscription_Tier,ProfileId,Total_Messages,Chat_Conversations,Credits_Used,"
        f'Overage_Enabled,Overage_Cap,Overage_Credits_Used\n2026-04-02,"{UUID}",KIRO_IDE,PRO_PLUS,"arn:x",36,2,4.77,true,10.0,0.0\n'
    )
    records = read(IMPORTER, text)
    assert [(one.quantity, one.person) for one in sums(records, Unit.CREDITS)] == [(4_770_000, UUID)]
    assert not issues(records)


@pytest.mark.parametrize("broken", ["Infinity", "-1", "1e30", "a lot"])
def test_a_broken_cell_costs_its_row_only(read: Read, broken: str) -> None:
    records = read(IMPORTER, f"{STATIC}\n{row(credits=broken)}{row()}")
    assert [(issue.line, issue.severity) for issue in issues(records)] == [(2, Severity.REJECTED)]
    assert len(sums(records, Unit.CREDITS)) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_report_saved_anew_with_byte_order_mark_and_crlf_is_read(read: Read, encoding: str) -> None:
    content = f"{STATIC}\n{row()}".replace("\n", "\r\n").encode(encoding)
    assert sums(read(IMPORTER, content), Unit.CREDITS)[0].quantity == 1_500_000
    assert matches(Peek(PurePosixPath("report.csv"), content))


def test_a_marker_object_is_known_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "KiroLogs" / UUID
    path.parent.mkdir()
    path.write_text(f"Validation object written by the delivery service of the report. Id: {UUID} ")
    assert matches(ExportFile.at(path).peek())
    with pytest.raises(PassedOver):
        list(IMPORTER.read(ExportFile.at(path)))


def test_a_small_file_elsewhere_that_mentions_an_id_is_not_a_marker() -> None:
    assert not matches(Peek(PurePosixPath("notes.txt"), f"see ticket {UUID}".encode()))
    assert not matches(Peek(PurePosixPath(f"KiroLogs/{UUID}.json"), b'{"id":"%b"}' % UUID.encode()))


def test_a_day_is_a_utc_day_whatever_the_case_s_zone(read: Read) -> None:
    assert {one.start for one in sums(read(IMPORTER, f"{STATIC}\n{row()}", zone="Asia/Tokyo"), Unit.CREDITS)} == {DAY}
