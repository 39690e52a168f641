"""Input nobody thought of: samples cut, repeated and changed never crash an importer, and never gain tokens."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ImportFailed
from auditor.importers import IMPORTERS
from auditor.importers.contract import Importer
from auditor.importers.export_file import ExportFile
from auditor.importers.swift_event import swift_event
from auditor.records import Record, UsageEvent

from .test_all_importers import sample_of

each = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda importer: importer.name)
PIECES = [
    b'"',
    b"\n",
    b"\x00",
    b"\xff",
    b"{",
    b"]",
    b"-",
    b"9" * 30,
    b"NaN",
    b"\xe2\x80\xa8",
    b"\\ud800",
    b",",
    b"null",
]


def records_of(importer: Importer, content: bytes) -> list[Record]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(content)
        try:
            importer.matches(ExportFile.at(path).peek())
            return list(importer.read(ExportFile.at(path)))
        except ImportFailed:
            return []


@each
@settings(max_examples=40, deadline=None, database=None)
@given(data=st.data())
def test_a_changed_sample_never_crashes(importer: Importer, data: st.DataObject) -> None:
    content = sample_of(importer).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        at, until = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        content = content[:at] + data.draw(st.sampled_from(PIECES)) + content[min(until, at + 20) :]
    records_of(importer, content)


@each
@settings(max_examples=30, deadline=None, database=None)
@given(data=st.data())
def test_a_cut_sample_tells_no_more_events_than_the_whole(importer: Importer, data: st.DataObject) -> None:
    content = sample_of(importer).read_bytes()
    cut = content[: data.draw(st.integers(0, len(content)))]
    whole, part = (sum(isinstance(r, UsageEvent) for r in records_of(importer, c)) for c in (content, cut))
    assert part <= whole


def test_the_swift_event_equals_the_slow_one() -> None:
    assert swift_event(1, "bot", 2, "ann") == UsageEvent(at=1, agent="bot", line=2, person="ann")
    assert type(swift_event(1, "bot", 2)) is UsageEvent
