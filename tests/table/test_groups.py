"""Groups and totals of requests, against sums made one by one."""

import numpy as np
import pytest

from auditor.records import UNKNOWN
from auditor.table.groups import GROUPINGS, grouped
from auditor.table.totals import Sum, totals
from tests.table.made import HOUR, START, many, six

ALL = np.arange(6, dtype=np.int64)
MIDNIGHTS = START + np.array([-24, 0, 3, 48]) * HOUR


def test_the_biggest_group_is_first_and_unknown_is_a_group_of_its_own():
    groups = grouped(six(), ALL, "family")
    assert groups.key.tolist() == [0, 1, UNKNOWN]
    assert groups.count.tolist() == [3, 2, 1]


def test_a_group_tells_its_first_and_last_request():
    groups = grouped(six(), ALL, "family")
    assert (groups.first.tolist(), groups.last.tolist()) == ([0, 1, 5], [3, 4, 5])


def test_a_group_s_sums_leave_out_what_was_not_told():
    groups = grouped(six(), ALL, "family")
    assert groups.sums["input"].tolist() == [500, 12, UNKNOWN]
    assert groups.sums["output"].tolist() == [40, 3, UNKNOWN]
    assert groups.told["output"].tolist() == [2, 2, 0]


def test_shares_are_of_the_requests_and_of_the_tokens_grouped():
    groups = grouped(six(), ALL, "family")
    assert groups.share(0) == 0.5
    assert groups.share_of_tokens(0) == pytest.approx(540 / 555)
    assert groups.share_of_tokens(2) is None


def test_days_begin_at_the_midnights_given():
    groups = grouped(six(), ALL, "day", MIDNIGHTS)
    assert groups.key.tolist() == [START, START + 3 * HOUR]
    with pytest.raises(ValueError, match="midnights"):
        grouped(six(), ALL, "day")


def test_only_the_rows_given_are_grouped():
    groups = grouped(six(), np.array([2, 3, 4]), "session")
    assert (groups.key.tolist(), groups.count.tolist(), groups.first.tolist()) == ([9], [3], [2])


def test_nothing_makes_no_groups():
    assert all(len(grouped(six(), ALL[:0], by, MIDNIGHTS)) == 0 for by in GROUPINGS)


@pytest.mark.parametrize("by", ["family", "session", "model"])
def test_groups_add_up_to_the_totals(by: str):
    activity, rows = many(5_000), np.arange(1_000, 4_000, dtype=np.int64)
    groups, whole = grouped(activity, rows, by), totals(activity, rows)
    assert int(groups.count.sum()) == whole.events == 3_000
    for name, summed in groups.sums.items():
        told = groups.told[name] > 0
        assert whole.sums[name] == Sum(int(summed[told].sum()) if told.any() else None, int(groups.told[name].sum()))


def test_ids_far_apart_are_grouped_too():
    activity = many(200)
    far = activity.session * 10**12
    groups = grouped(type(activity)(**_columns(activity) | {"session": far}), np.arange(200, dtype=np.int64), "session")
    near = grouped(activity, np.arange(200, dtype=np.int64), "session")
    assert groups.count.tolist() == near.count.tolist()
    assert groups.key.tolist() == (near.key * 10**12).tolist()


def test_a_sum_nobody_told_is_unknown_and_one_some_told_is_at_least_that():
    whole = totals(six(), ALL)
    assert whole.sums["input"] == Sum(512, 5)
    assert whole.sums["cost"] == Sum(None, 0)
    assert whole.at_least("input") and not whole.at_least("cost")
    assert (whole.first, whole.last) == (START, START + 5 * HOUR)


def test_the_totals_of_no_rows_are_unknown():
    nothing = totals(six(), ALL[:0])
    assert (nothing.events, nothing.first, nothing.sums["input"]) == (0, None, Sum(None, 0))


def _columns(activity) -> dict[str, object]:
    return {name: getattr(activity, name) for name in activity.__slots__}
