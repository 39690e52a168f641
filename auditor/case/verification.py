"""Proof that a case is as it was left: the file is sound, its guards stand, nothing they keep was changed past them.

Names of persons and agents are not kept by guards, and so not proven. Nor is it seen when the last lines of the log
are cut off together with all that they tell of.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.case.controls import told_of as told_of_control
from auditor.case.identity import digest_of as digest_of_act
from auditor.case.identity import replay
from auditor.case.intake import SUMS, receipt_of, with_credits
from auditor.case.logged_views import ACTIONS
from auditor.case.overrides import told_of as told_of_override
from auditor.case.packed_check import astray
from auditor.case.prices import told_of as told_of_price
from auditor.case.store import Row, rows_of_new_case
from auditor.case.strands import RESOLVED
from auditor.case.verdicts import digest_of
from auditor.columns import digest_of as digest_of_text
from auditor.records import Source


@dataclass(frozen=True, slots=True)
class Check:
    """One question asked of the case. `ok` None: could not be asked (a source file that lies elsewhere now)."""

    title: str
    ok: bool | None
    detail: str


def verify(case: CaseFile) -> list[Check]:
    """All checks, in the order a person would ask them. Reads only."""
    return [
        _file(case),
        _guards(case),
        _log(case),
        _verdicts(case),
        _grounds(case),
        _settings(case),
        _told(case),
        _identity(case),
        _sources(case),
        _corrections(case),
        _sums(case),
        _packed(case),
        _references(case),
        *_originals(case),
    ]


def _file(case: CaseFile) -> Check:
    said = [str(row[0]) for row in case.store.read("PRAGMA integrity_check")]
    said += [f"broken reference in {row[0]}" for row in case.store.read("PRAGMA foreign_key_check")]
    return Check("The file is sound", said == ["ok"], "; ".join(said[:3]))


def _guards(case: CaseFile) -> Check:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    wanted = dict(rows_of_new_case(query))
    there = dict(case.store.read(query))
    missing = sorted(name for name in wanted if there.get(name) != wanted[name])
    return Check("Guards against changes stand", not missing, ", ".join(missing[:5]) or f"{len(wanted)} guards")


def _log(case: CaseFile) -> Check:
    broken = case.log.broken_at()
    return Check(
        "The activity log is whole",
        broken is None,
        f"line {broken} does not follow from the one before" if broken else f"{len(case.log.lines())} lines",
    )


def _verdicts(case: CaseFile) -> Check:
    given = {
        detail["verdict"]: detail["sha256"]
        for line in case.log.lines()
        if line.action.startswith("verdict ") and (detail := json.loads(line.detail))
    }
    there = {verdict.id: digest_of(verdict) for verdict in case.verdicts.all()}
    wrong = sorted(id_ for id_ in given.keys() | there.keys() if given.get(id_) != there.get(id_))
    detail = f"verdict {wrong[0]} is not as it was given" if wrong else f"{len(there)} verdicts"
    return Check("Verdicts are as they were given", not wrong, detail)


def _grounds(case: CaseFile) -> Check:
    """What the program said when a verdict was given is as it was kept then. Early verdicts have no such grounds."""
    given = {
        detail["verdict"]: detail["grounds"]
        for line in case.log.lines()
        if line.action.startswith("verdict ") and "grounds" in (detail := json.loads(line.detail))
    }
    there = case.grounds.digests()
    wrong = sorted(id_ for id_ in given.keys() | there.keys() if given.get(id_) != there.get(id_))
    detail = f"what was said at verdict {wrong[0]} is not as it was kept" if wrong else f"of {len(there)} verdicts"
    return Check("What was said at each verdict is as it was kept", not wrong, detail)


def _settings(case: CaseFile) -> Check:
    """What was hidden from reviewers, and whether weights moved, is set as the log last told."""
    logged: dict[str, Any] = dict.fromkeys(ACTIONS)
    for line in case.log.lines():
        logged |= {name: json.loads(line.detail) for name, action in ACTIONS.items() if line.action == action}
    wrong = [name for name, told in logged.items() if case.views.get(name) != told]
    detail = f"not as logged: {', '.join(wrong)}" if wrong else ""
    return Check("The sealed look and learning are as logged", not wrong, detail)


def _told(case: CaseFile) -> Check:
    """The case is described, and its exhibits, prices and control totals are there, as the log tells."""
    described: dict[str, str] = {}
    entered = {kind: dict[int, list[Any]]() for kind in ("price", "control", "override")}
    pinned: Counter[tuple[int, str]] = Counter()
    for line in case.log.lines():
        detail = json.loads(line.detail)
        if line.action == "case described":
            described |= detail
        elif line.action == "exhibit pinned":
            pinned[detail["agent"], detail["reference"]] += 1
        for kind, told in entered.items():
            if kind in detail and "told" in detail:
                told[detail[kind]] = detail["told"]
    there = Counter((exhibit.agent_id, exhibit.reference) for exhibit in case.exhibits.all())
    wrong = ["exhibits"] * (there != pinned)
    prices = {price.id: told_of_price(price) for price in case.prices.all()}
    controls = {control.id: told_of_control(control) for control in case.controls.all()}
    overrides = {line.id: told_of_override(line) for line in case.overrides.all()}
    wrong += ["overrides"] * (overrides != entered["override"])
    wrong += ["prices"] * (prices != entered["price"]) + ["control totals"] * (controls != entered["control"])
    wrong += ["the case's description"] * (dict(case.store.read("SELECT key, value FROM properties")) != described)
    detail = f"not as logged: {', '.join(wrong)}" if wrong else f"{there.total()} exhibits"
    return Check("Exhibits, prices and description are as logged", not wrong, detail)


def _identity(case: CaseFile) -> Check:
    """Who is who is as the auditor said, and the queries use just that."""
    given = {
        detail["act"]: detail["sha256"]
        for line in case.log.lines()
        if line.action == "identity changed" and (detail := json.loads(line.detail))
    }
    acts = case.identity.acts()
    changed = given != {act.id: digest_of_act(act) for act in acts}
    state = replay(acts)
    used = {row[:3]: row[3] for row in case.store.read("SELECT * FROM strands")}
    agents = {row[0]: row[1:] for row in case.store.read("SELECT * FROM agent_known_as")}
    persons = {row[0]: row[1:] for row in case.store.read("SELECT * FROM person_known_as")}
    astray = (
        used != state.strands
        or any(agents[id_] != (state.names.get(id_), state.persons.get(id_), state.merged.get(id_)) for id_ in agents)
        or agents.keys() != state.names.keys() | state.persons.keys() | state.merged.keys()
        or any(persons[id_] != (state.people.get(id_), state.joined.get(id_)) for id_ in persons)
        or persons.keys() != state.people.keys() | state.joined.keys()
    )
    wrong = ["not as logged"] * changed + ["the queries use another"] * astray
    return Check("Who is who is as the auditor said", not wrong, "; ".join(wrong) or f"{len(acts)} changes")


def _sources(case: CaseFile) -> Check:
    """Every source still holds the rows and sums that its receipt in the log tells (dropped events included)."""
    logged = {
        detail["source"]: detail
        for line in case.log.lines()
        if line.action == "source imported" and (detail := json.loads(line.detail))
    }
    wrong: list[str] = []
    for source in case.sources.all():
        line = logged.pop(source.id, None)
        if not line or source.sha256 != line["sha256"] or not _holds(receipt_of(case.store, source.id), line, source):
            wrong.append(source.path)
    wrong += [detail["path"] for detail in logged.values()]
    return Check(
        "Sources hold what was imported",
        not wrong,
        f"not as imported: {', '.join(wrong[:3])}" if wrong else f"{len(case.sources.all())} sources",
    )


def _holds(there: dict[str, Any], line: dict[str, Any], source: Source) -> bool:
    """Whether a source's rows, counted or not, add up to what its receipt told. Early receipts told less."""
    told = line["receipt"]
    return (
        there["raw"] == with_credits(told["raw"])
        and source.rules == told["rules"]
        and ("sums" not in told or _by_unit(there) == _by_unit(told))
        and ("outcomes" not in told or sum(there["outcomes"]) == sum(told["outcomes"]))
        and there["rejected"] == source.rejected
        and ("covers" not in told or there["covers"] == told["covers"])
    )


def _by_unit(receipt: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """(rows, quantity) of the aggregates by unit, counted or not: a later export may tell the same sum."""
    units: dict[str, tuple[int, int]] = {}
    for unit, _, rows, quantity in receipt["sums"]:
        before = units.get(unit, (0, 0))
        units[unit] = before[0] + rows, before[1] + quantity
    return units


def _sums(case: CaseFile) -> Check:
    """The sums kept for speed are those of the events, but for agents that are known to be behind."""
    behind = {id_ for (id_,) in case.store.read("SELECT agent_id FROM stale_agents")}
    kept = {row[0]: row for row in case.store.read("SELECT * FROM agent_totals")}
    judged = RESOLVED if case.store.read("SELECT 1 FROM strands LIMIT 1") else "agent_id"
    fresh = {
        row[0]: row
        for row in case.store.read(
            f"SELECT {judged}, {SUMS}, min(at), max(at) FROM events WHERE dropped_by IS NULL"
            " AND source_id NOT IN (SELECT id FROM sources WHERE state = 'importing') GROUP BY 1"
        )
    }
    wrong = sorted(id_ for id_ in (kept.keys() | fresh.keys()) - behind if kept.get(id_) != fresh.get(id_))
    detail = f"agent {wrong[0]} has other sums than its events" if wrong else f"{len(fresh)} agents"
    return Check("Sums are those of the events", not wrong, detail)


def _packed(case: CaseFile) -> Check:
    """What is kept of the events to show them quickly is just them."""
    wrong, packed = astray(case.store, case.packed)
    detail = f"agent {wrong[0]} has other packed columns than events" if wrong else f"{packed} agents are packed"
    return Check("Packed columns are those of the events", not wrong, detail)


def _corrections(case: CaseFile) -> Check:
    """Nothing was taken out of the count but by a rule: told at its import, or since another copy counts."""
    logged: dict[int, Counter[str]] = {}
    for line in case.log.lines():
        if line.action == "source imported":
            detail = json.loads(line.detail)
            logged.setdefault(detail["source"], Counter()).update(detail["receipt"]["rules"])
            for source, rules in detail.get("superseded", {}).items():
                logged.setdefault(int(source), Counter()).update(rules)
    there: dict[int, Counter[str]] = {}
    for source, rule, count in case.store.read(
        "SELECT source_id, dropped_by, COUNT(*) FROM events WHERE dropped_by IS NOT NULL AND source_id IN"
        " (SELECT id FROM sources WHERE state = 'complete') GROUP BY 1, 2"
    ):
        there.setdefault(source, Counter())[rule] = count
    wrong = [
        source
        for source in logged.keys() | there.keys()
        if _but_fuller(there.get(source, Counter())) != _but_fuller(logged.get(source, Counter()))
    ]
    alone = case.store.read(
        "SELECT COUNT(*) FROM events AS e WHERE e.dropped_by = 'fuller-copy' AND NOT EXISTS (SELECT 1 FROM events AS o"
        " INDEXED BY events_by_key WHERE o.key = e.key AND o.dropped_by IS NULL)"
    )[0][0]
    alone += case.store.read(
        "SELECT COUNT(*) FROM outcomes AS e WHERE e.dropped_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outcomes AS o"
        " INDEXED BY outcomes_by_key WHERE o.key = e.key AND o.key IS NOT NULL AND o.dropped_by IS NULL)"
    )[0][0]
    detail = f"{len(wrong)} sources with other dropped events, {alone} dropped without a copy" if wrong or alone else ""
    return Check("Dropped events were dropped by a rule", not wrong and not alone, detail)


def _but_fuller(rules: Counter[str]) -> dict[str, int]:
    """Early log lines do not tell the fuller copies; each of them is looked up instead."""
    return {rule: count for rule, count in rules.items() if rule != "fuller-copy"}


def _references(case: CaseFile) -> Check:
    """The references of events that are not declared as foreign keys (see schema.py), and the texts themselves."""
    lost = sum(
        case.store.read(
            f"SELECT COUNT(*) FROM events AS e WHERE e.{column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {table} AS t WHERE t.id = e.{column})"
        )[0][0]
        for column, table in (
            ("agent_id", "agents"),
            ("session_id", "sessions"),
            ("prompt_id", "texts"),
            ("response_id", "texts"),
        )
    )
    changed = count = 0
    for page in _pages(case, "SELECT id, digest, text FROM texts WHERE id > ? ORDER BY id LIMIT 5000"):
        count += len(page)
        changed += sum("\ufffd" not in text and digest_of_text(text) != digest for _, digest, text in page)
    detail = f"{lost} lost references, {changed} changed texts" if lost or changed else f"{count} texts"
    return Check("Texts are as they were read", not lost and not changed, detail)


def _pages(case: CaseFile, query: str) -> Iterator[list[Row]]:
    """The rows of a query that goes by id, some at a time."""
    last = 0
    while page := case.store.read(query, (last,)):
        last = page[-1][0]
        yield page


def _originals(case: CaseFile) -> list[Check]:
    """The export files themselves, where they still lie at their place (members of archives are not looked at)."""
    checks: list[Check] = []
    for source in case.sources.all():
        path = Path(source.path)
        title = f"Original {source.path}"
        if not path.is_absolute():
            checks.append(Check(title, None, "relative path"))
            continue
        if any(parent.is_file() for parent in path.parents):
            checks.append(Check(title, None, "lies inside an archive, which is not opened here"))
            continue
        if not path.is_file():
            checks.append(Check(title, None, "not at its place any more"))
            continue
        with path.open("rb") as file:
            digest = sha256()
            while data := file.read(1 << 20):
                digest.update(data)
        same = digest.hexdigest() == source.sha256
        checks.append(Check(title, same, "same bytes" if same else "has other bytes than the file that was imported"))
    return checks
