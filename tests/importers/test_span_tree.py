"""Traps of span trees: order, orphans, loops, depth, copies, and how much a million spans weigh."""

import sys
from itertools import permutations

import pytest

from auditor.importers.telemetry.span_tree import Link, SpanTree, Told

CALL = {"is_call": True, "tells_usage": True}
SUM = {"tells_usage": True}
TOOL = {"is_tool": True}


def tree_of(*links: Link) -> SpanTree:
    tree = SpanTree()
    for link in links:
        tree.add(link)
    tree.close()
    return tree


def span(id_: str, parent: str | None = None, trace: str = "t", **more: object) -> Link:
    return Link(trace, id_, parent, **more)  # type: ignore[arg-type]


def sums(*links: Link) -> list[str]:
    tree = tree_of(*links)
    return sorted(link.span for place, link in enumerate(links) if tree.is_use(place) and tree.is_sum(place))


FAMILY = (
    span("workflow", None, **SUM),
    span("agent", "workflow", **SUM),
    span("step", "agent"),
    span("chat", "step", **CALL),
)


@pytest.mark.parametrize("links", list(permutations(FAMILY)), ids=lambda links: " ".join(link.span for link in links))
def test_in_any_order_the_leaf_counts_and_those_above_are_sums(links: tuple[Link, ...]) -> None:
    assert sums(*links) == ["agent", "workflow"]


def test_an_agent_without_a_call_below_counts_and_a_workflow_above_it_does_not() -> None:
    assert sums(span("agent", "workflow", **SUM), span("workflow", **SUM), span("tool", "agent", **TOOL)) == [
        "workflow"
    ]


def test_a_call_that_wraps_a_call_is_a_sum_but_not_of_what_its_tools_call() -> None:
    outer, inner = span("outer", **CALL), span("inner", "outer", **CALL)
    assert sums(outer, inner) == ["outer"]
    assert sums(span("outer", **CALL), span("tool", "outer", **TOOL), span("inner", "tool", **CALL)) == []


def test_a_call_whose_inner_record_tells_no_tokens_keeps_its_own() -> None:
    assert sums(span("outer", **CALL), span("inner", "outer", is_call=True)) == []
    assert sums(span("outer", is_call=True), span("inner", "outer", **CALL)) == ["outer"]


def test_the_same_ids_in_another_trace_are_other_spans() -> None:
    assert sums(span("agent", trace="1", **SUM), span("chat", "agent", trace="2", **CALL)) == []


def test_an_orphan_stands_by_itself() -> None:
    assert sums(span("chat", "nowhere", **CALL), span("agent", "gone", **SUM)) == []


def test_spans_within_themselves_are_not_sums_of_each_other() -> None:
    loop = span("a", "b", **CALL), span("b", "c", **CALL), span("c", "a", **CALL)
    tree = tree_of(*loop, span("self", "self", **CALL), span("tail", "a", **CALL))
    assert tree.loops == 4
    assert [tree.is_sum(place) for place in range(5)] == [True, False, False, False, False]


def test_each_copy_of_a_span_that_is_told_twice_is_a_sum() -> None:
    links = span("agent", **SUM), span("chat", "agent", **CALL), span("agent", **SUM)
    assert sums(*links) == ["agent", "agent"]


def test_the_nearest_above_tells_agent_session_and_person() -> None:
    tree = tree_of(
        span("chat", "inner"),
        span("inner", "root", agent="helper"),
        span("root", agent="boss", session="s", person="ann"),
        span("other"),
    )
    assert tree.told(0) == Told("helper", "s", "ann")
    assert tree.told(3) == Told(None, None, None)


def test_a_chain_as_deep_as_a_file_needs_no_recursion() -> None:
    depth = 200_000
    tree = SpanTree()
    for number in range(depth):
        tree.add(span(str(number), str(number + 1), **(CALL if number == 0 else SUM)))
    tree.add(span(str(depth), agent="root", **SUM))
    tree.close()
    assert tree.told(0).agent == "root" and tree.is_sum(depth) and not tree.is_sum(0)


def test_a_span_weighs_less_than_a_hundred_bytes() -> None:
    tree = SpanTree()
    for number in range(10_000):
        tree.add(span(str(number), str(number // 5), session="the same long name of a session", **CALL))
    tree.close()
    parts = [part for value in vars(tree).values() for part in (value if isinstance(value, tuple) else [value])]
    assert sum(map(sys.getsizeof, parts)) < 100 * 10_000


def test_no_spans_are_a_tree_too() -> None:
    assert len(tree_of()) == 0
