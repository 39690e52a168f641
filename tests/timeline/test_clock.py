"""The wall clock agrees with the standard library's zones."""

from datetime import UTC as DATETIME_UTC
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from auditor.timeline.clock import DAY, HOUR, clock_of
from tests.timeline.activities import BERLIN, micros

EPOCH = datetime(1970, 1, 1, tzinfo=DATETIME_UTC)


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_readings_equal_the_standard_librarys_at_any_time(name):
    zone, at = ZoneInfo(name), np.random.default_rng(3).integers(0, 130 * 365 * DAY, 2_000)
    expected = [(EPOCH + timedelta(microseconds=int(t))).astimezone(zone).replace(tzinfo=DATETIME_UTC) for t in at]
    assert clock_of(zone).local(at).tolist() == [(wall - EPOCH) // timedelta(microseconds=1) for wall in expected]


def test_there_and_back_is_the_same_time_outside_the_hour_that_comes_twice():
    at = np.arange(micros(2026, 1, 1), micros(2027, 1, 1), HOUR)
    clock = clock_of(BERLIN)
    assert (clock.utc(clock.local(at)) != at).sum() == 1


def test_a_wall_time_that_is_skipped_is_the_moment_of_the_jump():
    wall = np.array([micros(2026, 3, 29, 2, 30, zone=ZoneInfo("UTC"))])
    assert clock_of(BERLIN).utc(wall).tolist() == [micros(2026, 3, 29, 3)]


def test_a_wall_time_that_comes_twice_is_its_first_time():
    wall = np.array([micros(2026, 10, 25, 2, 30, zone=ZoneInfo("UTC"))])
    assert clock_of(BERLIN).utc(wall).tolist() == [micros(2026, 10, 25, 2, 30, fold=0)]


@pytest.mark.parametrize("at", [-(10**17), 0, 4_102_444_800_000_000, 10**18])
def test_times_beyond_any_calendar_have_a_moment(at):
    assert clock_of(BERLIN).moment(at)
