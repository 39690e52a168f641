"""Timers, nightly jobs, batches and people, each in its class."""

import numpy as np
import pytest

from auditor.indicators.material import DAY
from auditor.indicators.rhythm_class import rhythm_of
from auditor.records import Rhythm
from tests.indicators.materials import HOUR, MONDAY

MINUTE = HOUR // 60


def of(starts: np.ndarray, length: int = 5) -> Rhythm | None:
    return rhythm_of(np.sort(starts).astype(np.int64) + MONDAY, np.full(len(starts), length))


def office(sessions: int, hours: float = 8, days: int = 60, seed: int = 1) -> np.ndarray:
    """Sessions at random times of working days."""
    rng = np.random.default_rng(seed)
    weekdays = np.array([day for day in range(days) if day % 7 < 5])
    return rng.choice(weekdays, sessions) * DAY + 9 * HOUR + (rng.random(sessions) * hours * HOUR).astype(np.int64)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("sessions", [100, 400, 5_000, 40_000])
def test_a_person_in_office_hours_is_interactive_however_many_the_starts(sessions: int, seed: int):
    assert of(office(sessions, seed=seed)) is Rhythm.INTERACTIVE


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("hours", "sessions"), [(2, 3_000), (2.5, 150), (3, 3_000), (4, 150)])
def test_a_few_hours_a_day_are_no_timer(hours: float, sessions: int, seed: int):
    assert of(office(sessions, hours=hours, seed=seed)) is Rhythm.INTERACTIVE


def test_a_person_who_asks_one_thing_at_a_time_is_event_driven():
    assert of(office(200), length=1) is Rhythm.EVENT_DRIVEN


@pytest.mark.parametrize("minutes", [1, 5, 7, 15, 30, 60, 120, 180, 360])
def test_a_timer_is_scheduled_at_any_interval(minutes: int):
    jitter = np.random.default_rng(1).integers(0, 20_000_000, 20 * 24 * 60 // minutes)
    assert of(np.arange(len(jitter)) * minutes * MINUTE + jitter) is Rhythm.SCHEDULED


@pytest.mark.parametrize("minutes", [5, 7, 10, 30, 60])
def test_a_timer_in_office_hours_is_scheduled(minutes: int):
    days = np.array([day for day in range(28) if day % 7 < 5])
    ticks = np.arange(8 * 60 // minutes) * minutes * MINUTE
    assert of((days[:, None] * DAY + ticks).reshape(-1)) is Rhythm.SCHEDULED


@pytest.mark.parametrize("minutes", [5, 7, 20, 30])
def test_a_timer_started_anew_each_morning_is_scheduled(minutes: int):
    rng = np.random.default_rng(2)
    mornings = np.arange(20) * DAY + rng.integers(0, 2 * HOUR, 20)
    ticks = np.arange(8 * 60 // minutes) * minutes * MINUTE
    late = rng.integers(0, minutes * MINUTE // 5, (20, len(ticks)))
    assert of((mornings[:, None] + ticks + late).reshape(-1)) is Rhythm.SCHEDULED


@pytest.mark.parametrize("runs", [5, 8, 14, 60])
def test_a_nightly_job_is_scheduled_after_few_nights_already(runs: int):
    late = np.random.default_rng(3).integers(0, 4 * MINUTE, runs)
    assert of(np.arange(runs) * DAY + 2 * HOUR + late) is Rhythm.SCHEDULED


def test_a_nightly_job_stays_one_when_clocks_change():
    nights = np.arange(60)
    assert of(nights * DAY + 2 * HOUR + (nights > 30) * HOUR) is Rhythm.SCHEDULED


def test_a_weekly_job_is_scheduled_and_no_batch():
    assert of(np.arange(8) * 7 * DAY + 6 * HOUR) is Rhythm.SCHEDULED


def test_runs_on_a_few_days_are_a_batch_though_one_follows_the_other():
    days, hours = np.array([1, 9, 16, 30, 37, 44, 58]), np.array([9, 14, 10, 16, 12, 9.4, 11.7])
    runs = (days * DAY + hours * HOUR)[:, None] + np.arange(40) * 4 * MINUTE
    assert of(runs.reshape(-1)) is Rhythm.BATCH


def test_a_few_starts_by_chance_are_not_scheduled():
    rng = np.random.default_rng(4)
    found = [of(rng.integers(0, 10 * DAY, int(number))) for number in rng.integers(5, 30, 300)]
    assert found.count(Rhythm.SCHEDULED) <= 1


def test_fewer_than_five_sessions_have_no_class():
    assert of(np.arange(4) * DAY) is None
    assert of(np.empty(0)) is None


@pytest.mark.parametrize("late", [3 * HOUR, -8 * HOUR, 5 * HOUR + 45 * MINUTE, 1])
def test_another_time_zone_changes_no_class(late: int):
    rng = np.random.default_rng(5)
    for _ in range(20):
        starts = np.sort(rng.integers(0, 30 * DAY, 60) // (30 * MINUTE) * 30 * MINUTE) + MONDAY
        assert rhythm_of(starts, np.ones(60, np.int64)) == rhythm_of(starts + late, np.ones(60, np.int64))
