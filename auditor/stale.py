"""Use case: verdicts whose ground has moved: what was measured changed since they were given, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.case.verdicts import standing_with_origin
from auditor.indicators import INDICATORS
from auditor.records import Verdict

MARK = "◷"
"""The glyph beside the word "stale"."""

TOLD = 3
"""Findings told with their numbers; the others are counted."""

Said = Mapping[str, Any]
"""What was said of an agent (see case/grounds.py)."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A verdict that stands, and what moved since it was given, in a sentence. It is still the reviewer's word."""

    verdict_id: int
    agent_id: int
    reviewer: str
    moved: str

    @property
    def words(self) -> str:
        """As it is shown: with its mark."""
        return f"{MARK} stale: {self.moved}"


def stale(case: CaseFile, agent_id: int | None = None) -> dict[int, Stale]:
    """By verdict: those that stand, of one agent or of all, whose data changed, or are measured in another way.

    Peers that moved, or the case's own weights, make none stale. A new verdict of the same reviewer clears it; an undo
    restores an earlier verdict with the ground it was given on. Verdicts without grounds (early ones) are left out.
    """
    history: dict[int, list[Verdict]] = {}
    for verdict in case.verdicts.all() if agent_id is None else case.verdicts.of_agent(agent_id):
        history.setdefault(verdict.agent_id, []).append(verdict)
    if not history:
        return {}
    now, found = case.grounds.now(agent_id), dict[int, Stale]()
    kept = case.grounds.all() if agent_id is None else None
    for agent, lines in history.items():
        for origin, verdict in standing_with_origin(lines):
            then = kept.get(origin) if kept is not None else case.grounds.of_verdict(origin)
            if then and agent in now and (moved := what_moved(then.said, now[agent])):
                found[verdict.id] = Stale(verdict.id, agent, verdict.reviewer, moved)
    return found


def what_moved(then: Said, now: Said) -> str:
    """A sentence on what changed in the data or in how they are measured; "" where neither did."""
    if not then:
        return ""  # the agent was part of another when the verdict was given
    changed = _changed(then, now)
    data = _data(then, now)
    if not data and not changed:
        return ""
    parts = [*data, *_findings(changed)]
    if then["priority"] is not None and now["priority"] is not None:
        before, after = f"{then['priority']:.1f}", f"{now['priority']:.1f}"
        parts.append(f"priority {before} → {after}" if before != after else f"priority still {after}")
    return f"Since this verdict {'; '.join(parts)}."


def _data(then: Said, now: Said) -> list[str]:
    """What came to the agent's own data, or went."""
    requests, tokens = now["requests"] - then["requests"], now["tokens"] - then["tokens"]
    if requests:
        one = abs(requests) == 1
        verb = "added" if requests > 0 else "taken out of the count"
        return [f"{abs(requests):,} request{'' if one else 's'} {'was' if one else 'were'} {verb}"]
    return [f"{abs(tokens):,} tokens {'more' if tokens > 0 else 'fewer'} are counted"] if tokens else []


def _changed(then: Said, now: Said) -> list[tuple[Said | None, Said | None]]:
    """Findings before and after that changed, what moved most first. None: was not there.

    A verdict given before the first assessment rests on no finding, so none can have changed.
    """
    if not then["findings"] or not now["findings"]:
        return []
    before, after = ({one["indicator"]: one for one in said["findings"]} for said in (then, now))
    pairs = [(before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())]
    return sorted(((old, new) for old, new in pairs if _is_other(old, new)), key=_distance, reverse=True)


def _is_other(old: Said | None, new: Said | None) -> bool:
    """Measured of other data with another result, or in another way.

    `sources` tells also of other people's data where the measure compares with them: that moves a value a little at
    each import, so with the same number of items it counts from a tenth on.
    """
    if old is None or new is None or old["version"] != new["version"]:
        return True
    if old["sources"] == new["sources"]:
        return False
    before, after = old["value"], new["value"]
    if before is None or after is None:
        return before is not after
    return old["n"] != new["n"] or abs(after - before) > max(abs(before), abs(after)) / 10


def _distance(pair: tuple[Said | None, Said | None]) -> tuple[bool, float]:
    old, new = pair
    if old is None or new is None:
        return True, 2.0
    return old["value"] != new["value"], abs(new["weight"] - old["weight"])


def _findings(changed: list[tuple[Said | None, Said | None]]) -> list[str]:
    told = [words for old, new in changed if (words := _finding(old, new))]
    rest = len(told) - TOLD
    if rest > 0:
        return [*told[:TOLD], f"{rest} more finding{' has' if rest == 1 else 's have'} other numbers"]
    if changed and not told:
        return ["the findings were measured anew and read the same"]
    return told


def _finding(old: Said | None, new: Said | None) -> str:
    """What became of one finding; "" where it reads the same."""
    if old is None or new is None:
        return f"{_title(old or new or {})} {'is not measured any more' if old else 'is measured now, and was not'}"
    way = f", measured in another way (version {old['version']} → {new['version']})"
    way = way if old["version"] != new["version"] else ""
    title, before, after = _title(old), _figure(old["value"]), _figure(new["value"])
    if before == after:
        return f"{title} is still {after or 'short of data'}{way}" if way else ""
    if not after:
        return f"{title} was {before} and is now short of data{way}"
    if not before:
        return f"{title} was short of data and is now {after}{_places(new, new)}{way}"
    return f"{title} went from {before} to {after}{_places(old, new)}{way}"


def _title(one: Said) -> str:
    """What the indicator is called where it speaks for padding, whichever way it spoke."""
    name = str(one["indicator"])
    return next((indicator.title for indicator in INDICATORS if indicator.name == name), str(one["title"]) or name)


def _figure(value: float | None) -> str:
    """Short, with digits enough to tell small rates and large counts apart; "" for none."""
    if value is None:
        return ""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.2g}" if 0 < abs(value) < 0.1 else f"{value:.2f}"


def _places(old: Said, new: Said) -> str:
    before, after = (None if one["percentile"] is None else ordinal(one["percentile"]) for one in (old, new))
    if after is None:
        return ""
    return f" ({after} pct)" if before in (None, after) else f" ({before} → {after} pct)"


def ordinal(percentile: float) -> str:
    """A share of peers, 0–1, as 97th."""
    number = round(100 * percentile)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
