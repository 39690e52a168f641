"""Hard companies: always the same files, what the truth says stands in them, and padding wears its disguises."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.company.dice import Dice
from tests.company.hard import DISGUISES, KINDS, HardCompany, hard_company
from tests.company.hard.export import GATEWAY, OUTCOMES, PRIVATE
from tests.company.hard.grammar import frozen, phrase, said
from tests.company.hard.life import FIRST_DAY

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def company() -> HardCompany:
    return hard_company(5)


@pytest.fixture(scope="module")
def small() -> HardCompany:
    return hard_company(6, agents=70, padding=0.35)


@pytest.fixture(scope="module")
def written(small: HardCompany, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hard")
    small.write(folder)
    return folder


@pytest.fixture(scope="module")
def calls(written: Path) -> Rows:
    return [row for name in (GATEWAY, PRIVATE) for row in table(written / name)]


@pytest.fixture(scope="module")
def outcomes(written: Path) -> Rows:
    return table(written / OUTCOMES)


def table(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_agent(row: dict[str, str]) -> tuple[str, str]:
    return row["employee"], row["agent"]


def test_there_are_kinds_enough():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert sum(kind.padding for kind in KINDS) >= 15
    assert sum(not kind.padding for kind in KINDS) >= 18
    assert not [kind.name for kind in KINDS if kind.padding and kind.guilty]


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        hard_company(seed, agents=30, days=30).write(tmp_path / name)
    files = {name: (tmp_path / name / GATEWAY).read_bytes() for name in "abc"}
    assert files["a"] == files["b"] != files["c"]
    assert (tmp_path / "a" / OUTCOMES).read_bytes() == (tmp_path / "b" / OUTCOMES).read_bytes()


def test_shares_are_as_asked(company: HardCompany):
    truth = company.truth.values()
    honest = [one for one in truth if not one.padding]
    assert len(truth) == 300 and len(truth) - len(honest) == 45
    assert sum(bool(one.guilty) for one in honest) / len(honest) == pytest.approx(0.5, abs=0.01)
    assert {one.kind for one in truth} == {kind.name for kind in KINDS}
    assert sum(not one.text for one in truth) / 300 == pytest.approx(1 / 6, abs=0.07)


def test_the_truth_fits_the_files(small: HardCompany, calls: Rows):
    assert Counter(map(of_agent, calls)) == {who: told.events for who, told in small.truth.items()}
    told = {of_agent(row) for row in calls if row["prompt"]}
    assert told == {who for who, one in small.truth.items() if one.text}


def test_a_company_is_as_large_as_asked(company: HardCompany):
    events = [one.events for one in company.truth.values()]
    assert 80_000 <= sum(events) <= 100_000
    assert all(100 <= count <= 600 for count in events)


@pytest.mark.parametrize(("agents", "days"), [(1, 4), (5, 10), (17, 15), (60, 100)])
def test_companies_come_in_any_size(agents: int, days: int):
    company = hard_company(8, agents, days)
    assert len(company.truth) == agents
    assert 0 < (company.announced - FIRST_DAY).days < days


def test_rows_stand_in_order_of_time_with_ids_of_their_own(written: Path, calls: Rows):
    for name in (GATEWAY, PRIVATE):
        at = [row["timestamp"] for row in table(written / name)]
        assert at == sorted(at)
    ids = [row["request_id"] for row in calls]
    assert len(set(ids)) == len(ids)


def test_every_disguise_is_worn_and_only_by_padding(company: HardCompany):
    worn = Counter(name for one in company.truth.values() for name in one.disguises)
    assert sorted(worn) == sorted(DISGUISES)
    assert not [one for one in company.truth.values() if one.disguises and not one.padding]
    assert max(len(one.disguises) for one in company.truth.values()) > 1


def test_some_teams_deliver_no_outcomes_and_some_outcomes_name_nobody(small: HardCompany, outcomes: Rows):
    persons = {person.home: person.team for person in small.people}
    teams = {persons[row["employee"].partition("@")[0]] for row in outcomes if row["employee"]}
    assert teams == set(persons.values()) - small.facts.silent_teams
    silent = {"agent": 0.3, "employee": 0.05}
    assert all(sum(not row[name] for row in outcomes) / len(outcomes) > share for name, share in silent.items())


def test_people_live_in_several_zones_with_holidays_and_an_outage(small: HardCompany, calls: Rows):
    assert len({person.zone for person in small.people}) >= 4
    begin, end = small.facts.outage
    inside = [row for agent in small.agents for row in agent.rows() if begin <= row[0] < end]
    assert sum(row[7] for row in inside) / len(inside) > 0.7
    days = Counter(date.fromisoformat(row["timestamp"][:10]) for row in calls)
    assert days[date(2026, 4, 3)] < 0.7 * days[date(2026, 4, 10)], "Good Friday"


def test_texts_have_many_words_and_few_of_them_tell_padding(small: HardCompany, calls: Rows):
    truth, users = small.truth, dict[str, set[tuple[str, str]]]()
    for row in calls:
        for word in set(re.findall(r"[a-z]{4,}", f"{row['prompt']} {row['response']}")):
            users.setdefault(word, set()).add(of_agent(row))
    assert len(users) >= 1_500
    common = {word: who for word, who in users.items() if len(who) >= 8}
    telling = [word for word, who in common.items() if sum(truth[one].padding for one in who) > 0.9 * len(who)]
    assert len(telling) <= 0.01 * len(common), telling


def test_without_text_and_outcomes_the_same_calls_are_written(tmp_path: Path):
    hard_company(3, agents=20, days=30).write(tmp_path / "all")
    hard_company(3, agents=20, days=30, text=False, outcomes=False).write(tmp_path / "bare")
    bare = table(tmp_path / "bare" / PRIVATE)
    assert [path.name for path in (tmp_path / "bare").iterdir()] == [PRIVATE]
    assert not any(row["prompt"] or row["response"] for row in bare)
    told = [row for name in (GATEWAY, PRIVATE) for row in table(tmp_path / "all" / name)]
    numbers = ("timestamp", "agent", "session", "model", "input_tokens", "output_tokens", "cost_usd", "status")
    both = ([tuple(row[name] for name in numbers) for row in rows] for rows in (told, bare))
    assert len({tuple(sorted(rows)) for rows in both}) == 1


def test_filler_ends_a_week_a_little_above_the_target(small: HardCompany, calls: Rows):
    filler = [who for who, one in small.truth.items() if one.kind == "filler until the target"]
    weeks: Counter[tuple[str, int]] = Counter()
    for row in calls:
        week = (date.fromisoformat(row["timestamp"][:10]) - date(2026, 3, 2)).days // 7
        weeks[row["employee"], week] += int(row["input_tokens"] or 0) + int(row["output_tokens"] or 0)
    share = [used / small.weekly_target for (who, _), used in weeks.items() if who in {who for who, _ in filler}]
    assert sum(1 <= one < 1.15 for one in share) >= 2


def test_a_phrase_is_said_in_many_ways_and_frozen_in_one():
    dice, text = Dice(1), phrase("(one|two|(three|four)) <thing>(, please|)")
    ways = {said(text, dice, lambda name: name.upper()) for _ in range(200)}
    assert {"one THING", "four THING, please"} <= ways and len(ways) == 8
    once = frozen(text, dice)
    assert len({said(once, dice, lambda name: name) for _ in range(20)}) == 1


@pytest.mark.parametrize("text", ["(open", "closed)", "(a|b))"])
def test_a_phrase_with_brackets_that_do_not_match_is_refused(text: str):
    with pytest.raises(ValueError, match="brackets"):
        phrase(text)
