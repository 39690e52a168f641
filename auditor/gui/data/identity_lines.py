"""The lines of the identity tab's tables: persons with their agents, what may be one, what was changed."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from auditor.gui.data.identity_data import Known, Sums, sums_of
from auditor.gui.data.identity_words import Names, amount, sentence
from auditor.gui.data.lines_model import Line
from auditor.gui.figures import counted, day, local, short, whole
from auditor.gui.labels import GLYPHS, TOKENS, WORDS
from auditor.identity import Proposal
from auditor.records import Agent, IdentityKind, Person

WHO_HEADERS = ("Person and agents", "Names in the sources", "Requests", "Tokens", "Last use", "Verdict")
PROPOSAL_HEADERS = ("May be one, and why", "")
CHANGE_HEADERS = ("When", "Who", "Change", "")
UNDO = "Undo"

Key = tuple[str, int]
"""("person", id) or ("agent", id)."""


def who_lines(known: Known, zone: ZoneInfo, words: str, *, names: bool) -> list[Line]:
    """Each person with the agents below, those with most use first; those in which the words occur."""
    wanted = words.strip().casefold()
    return [line for _, lines in _by_person(known, zone, names=names) for line in _fitting(lines, wanted)]


def _by_person(known: Known, zone: ZoneInfo, *, names: bool) -> list[tuple[int, list[Line]]]:
    told: list[tuple[int, list[Line]]] = []
    for person in known.persons.values():
        agents = known.agents_of(person.id)
        sums = sums_of(agents)
        lines = [_person_line(person, sums, zone, names=names)]
        lines += [_agent_line(agent, known, zone) for agent in agents]
        told.append((-(sums.tokens or 0), lines))
    return sorted(told, key=lambda entry: entry[0])


def _fitting(lines: list[Line], wanted: str) -> Iterator[Line]:
    """A person found by name comes with all agents, an agent found with its person."""
    head, *agents = lines
    if not wanted or wanted in _text(head):
        yield from lines
        return
    found = [line for line in agents if wanted in _text(line)]
    yield from [head, *found] if found else ()


def _text(line: Line) -> str:
    return "\n".join(line.cells[:2]).casefold()


def _person_line(person: Person, sums: Sums, zone: ZoneInfo, *, names: bool) -> Line:
    others = [name for name in person.names if name != person.name.casefold()]
    told = ", ".join(others) if names else f"{counted(len(person.names), 'name')}, hidden" if person.names else ""
    shown = person.name if names else person.alias
    tip = f"{person.alias}: {person.name}\n" + "\n".join(person.names) if names else f"{shown}: names are hidden"
    cells = (shown, told, *_figures(sums, zone), "")
    return Line(("person", person.id), cells, tip, {1: "muted", **_quiet(sums)}, bold=True)


def _agent_line(agent: Agent, known: Known, zone: ZoneInfo) -> Line:
    sums = sums_of([agent])
    origin = known.origins.get(agent.id)
    told = ", ".join(known.names_told(agent))
    if agent.merged_into is not None:
        into = known.called.agents.get(agent.merged_into)
        told = f"part of “{into.name}” now" if into else "part of another agent now"
    elif origin is not None:
        told = f"split from “{known.called.agents[origin].name}”"
    verdict = f"{GLYPHS[agent.label]} {WORDS[agent.label]}"
    tokens = {1: "muted", 5: TOKENS[agent.label], **_quiet(sums)}
    cells = (agent.name, told, *_figures(sums, zone), verdict)
    full = f"{agent.name}\n{whole(sums.requests)} requests, {whole(sums.tokens)} tokens"
    return Line(("agent", agent.id), cells, full, tokens, indent=True)


def _figures(sums: Sums, zone: ZoneInfo) -> tuple[str, str, str]:
    return short(sums.requests), amount(sums), "–" if sums.last is None else day(sums.last, zone, year=True)


def _quiet(sums: Sums) -> dict[int, str]:
    return {} if sums.requests else {2: "muted", 3: "muted", 4: "muted"}


def main_one(proposal: Proposal, known: Known) -> int:
    """Of those that may be one the one with most use: what the others would become."""
    if proposal.kind is IdentityKind.MERGE_AGENTS:
        return max(proposal.ids, key=lambda id_: sums_of([known.agents[id_]]).tokens or 0)
    return max(proposal.ids, key=lambda id_: sums_of(known.agents_of(id_)).tokens or 0)


def proposal_lines(known: Known, names: Names) -> list[Line]:
    """One line a proposal. Nothing is done unless a person says so."""
    lines: list[Line] = []
    for proposal in known.proposals:
        main = main_one(proposal, known)
        if proposal.kind is IdentityKind.MERGE_AGENTS:
            whose = names.person(known.agents[main].person_id)
            told, act = f"{names.agents(proposal.ids)} of {whose}", f"Merge into {names.agent(main)}"
            every = [names.agent(id_) for id_ in proposal.ids]
        else:
            told, act = names.persons(proposal.ids), f"Join as {names.person(main)}"
            every = [names.person(id_) for id_ in proposal.ids]
        tip = ", ".join(every)
        lines.append(Line(proposal, (told, act), tip, tokens={1: "accent"}, second={0: proposal.reason}))
    return lines


def change_lines(known: Known, names: Names, zone: ZoneInfo) -> list[Line]:
    """Every change, the latest first; Undo where it stands."""
    lines: list[Line] = []
    for act in reversed(known.acts):
        stands = act.undoes is None and act.id not in known.undone
        state = UNDO if stands else "" if act.undoes is not None else "undone"
        when = f"{day(act.at, zone)} {local(act.at, zone):%H:%M}"
        tokens = {0: "muted", 1: "muted", 2: "text" if stands else "muted", 3: "accent" if stands else "muted"}
        lines.append(Line(act, (when, act.who, sentence(act, known, names), state), tokens=tokens))
    return lines
