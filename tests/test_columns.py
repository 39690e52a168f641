"""Events as columns and back."""

from auditor.columns import Batch, EventColumns, digest_of
from auditor.records import UsageEvent
from tests.invented import event, events, outcome

MIXED = [
    event(1),
    event(2, prompt=None, response="What broke in run 1?", session=None, team=None, person=None),
    UsageEvent(3, "bare", 3),
    event(4, lower_bound=True, dropped_by="streamed-repeat", prompt="half an emoji \ud83d"),
]


def back(columns: EventColumns) -> list[UsageEvent]:
    return [columns.event(position) for position in range(columns.length)]


def test_events_come_back_as_they_were() -> None:
    assert back(EventColumns.of(MIXED)) == MIXED
    assert back(EventColumns.of([])) == []


def test_parts_are_the_whole() -> None:
    whole = EventColumns.of(events(10) + MIXED)
    assert [one for part in whole.parts(4) for one in back(part)] == back(whole)


def test_each_text_stands_once_in_order_of_its_digest() -> None:
    columns = EventColumns.of(MIXED)
    assert len(columns.texts) == len(set(columns.texts)) == 3
    assert list(columns.digests) == [digest_of(text) for text in columns.texts] == sorted(columns.digests)


def test_what_no_event_tells_has_no_column() -> None:
    assert EventColumns.of([UsageEvent(3, "bare", 3)]).plain.keys() == {"at", "line"}


def test_a_batch_holds_events_and_all_else() -> None:
    batch = Batch.of([event(1), outcome(1), event(2)])
    assert (batch.events.length, list(batch.others), len(batch)) == (2, [outcome(1)], 3)
