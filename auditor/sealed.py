"""Use case: the sealed look. A random share of agents is judged first with findings, priority and names hidden."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from math import comb
from secrets import randbelow
from typing import Any

from auditor.case.case_file import CaseFile
from auditor.case.logged_views import set_logged
from auditor.case.told_names import told_names
from auditor.case.verdicts import standing
from auditor.errors import ReviewError
from auditor.records import Agent, Label, Verdict

LEAST = 10
"""Agents from which the look is begun unasked: among fewer a share tells nothing."""

SHARE = 20
"""Per cent of the agents, where nothing else was said."""

VIEW = "sealed"
SEEDS = 2**31
HIDDEN = "names hidden until your first verdict"

FEW = 10
"""First verdicts of either kind below which shares say nothing."""

CHANCE = 0.05
"""A p-value from which on chance explains a difference."""


@dataclass(frozen=True, slots=True)
class Look:
    """`share` is whole per cent of the agents, 0 for none; `seed` chooses which."""

    share: int
    seed: int


def look_of(case: CaseFile) -> Look | None:
    """What is set; None while nothing was, and then nothing is sealed."""
    told: Any = case.views.get(VIEW)
    try:
        return Look(int(told["share"]), int(told["seed"]))
    except (TypeError, KeyError, ValueError):
        return None


def begin(case: CaseFile) -> Look:
    """What is set; the first time the usual share with a seed drawn now, logged. Raises CaseError if not writable."""
    return look_of(case) or set_look(case)


def set_look(case: CaseFile, share: int | None = None, seed: int | None = None) -> Look:
    """Set share or seed; what is not said stays. Logged. Raises ReviewError for a share or seed that cannot be."""
    kept = look_of(case) or Look(SHARE, randbelow(SEEDS))
    wanted = Look(kept.share if share is None else share, kept.seed if seed is None else seed)
    if not 0 <= wanted.share <= 100:
        raise ReviewError(f"{wanted.share} % of the agents cannot be sealed.", "Say 0 (none) to 100.")
    if not 0 <= wanted.seed < SEEDS:
        raise ReviewError(f"{wanted.seed} is no seed.", f"Say a whole number from 0 to {SEEDS - 1}.")
    if wanted != look_of(case):
        set_logged(case.store, case.log, VIEW, {"share": wanted.share, "seed": wanted.seed})
    return wanted


def sealed_agents(case: CaseFile, agents: Iterable[Agent], reviewer: str | None = None) -> frozenset[int]:
    """Ids of the agents that this reviewer is to judge with findings, priority and names hidden.

    Which they are hangs on the seed and on what exports called agent and person, on nothing else: so an agent stays in
    the sample whatever is found, renamed or imported later, and a greater share only adds to it.
    """
    look = look_of(case)
    if look is None or not look.share:
        return frozenset()
    judged, names = case.verdicts.judged_by((reviewer or case.reviewer).strip()), told_names(case.store)
    wanted = {agent.id for agent in agents} - judged
    return frozenset(id_ for id_ in wanted if id_ in names and is_sampled(look, *names[id_]))


def is_sealed(case: CaseFile, agent_id: int, reviewer: str) -> bool:
    """The same of one agent."""
    look, names = look_of(case), told_names(case.store, agent_id).get(agent_id)
    if look is None or names is None or not is_sampled(look, *names):
        return False
    return all(verdict.reviewer != reviewer for verdict in case.verdicts.of_agent(agent_id))


def is_sampled(look: Look, person: str, agent: str) -> bool:
    """Whether the seed chooses the agent of this name and person."""
    return _lot(look.seed, person.casefold(), agent.casefold()) < look.share / 100


def _lot(*parts: object) -> float:
    """A number in [0, 1) that looks random and is always the same."""
    told = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(sha256(told).digest()[:6]) / 2**48


def shown_name(agent: Agent, sealed: Container[int]) -> str:
    """The agent's name, or what stands for it while it is sealed."""
    return f"Agent {agent.id}" if agent.id in sealed else agent.name


def veiled(agent: Agent, sealed: Container[int]) -> Agent:
    """The agent as it may be shown: while it is sealed without name, person and team; its figures stay.

    `person_id` is one of its own then, below 0: which other agents the person has would tell whose it is.
    """
    if agent.id not in sealed:
        return agent
    return replace(agent, name=shown_name(agent, sealed), person=HIDDEN, alias=HIDDEN, team=None, person_id=-agent.id)


@dataclass(frozen=True, slots=True)
class Difference:
    """How first verdicts given sealed compare with those given with the findings shown (open), by label.

    `p` is that of Fisher's exact test, two-sided, on token-padding or not; None where there are too few. `changed`:
    sealed verdicts that their reviewer judged otherwise once the findings showed, by (label before, label now);
    `changed_open` how many open ones were changed later. `waiting` agents have no verdict yet.
    """

    sealed: Mapping[Label, int]
    open: Mapping[Label, int]
    p: float | None
    changed: Mapping[tuple[Label, Label], int]
    changed_open: int
    waiting: int

    @property
    def counts(self) -> tuple[int, int]:
        """First verdicts given sealed, and given open."""
        return sum(self.sealed.values()), sum(self.open.values())

    @property
    def words(self) -> str:
        """All of it in plain sentences."""
        return " ".join(filter(None, (self._shares(), self._caution(), self._changes())))

    def _shares(self) -> str:
        sealed, shown = self.counts
        if self.p is None:
            return (
                f"Too few to say: {sealed} first verdicts were given sealed, {shown} with the findings shown;"
                f" {FEW} of each are needed."
            )
        one, other = self.sealed.get(Label.PADDING, 0), self.open.get(Label.PADDING, 0)
        said = f"token-padding was said of {one} of {sealed} agents judged sealed ({100 * one / sealed:.0f} %)"
        said += f" and of {other} of {shown} judged with the findings shown ({100 * other / shown:.0f} %)"
        chance = "Chance alone explains such a difference" if self.p >= CHANCE else "Chance alone hardly explains that"
        p = "< 0.001" if self.p < 0.001 else f"= {self.p:.2g}"
        return f"At the first look, {said}. {chance} (p {p})."

    def _caution(self) -> str:
        if self.p is None or not self.waiting:
            return ""
        return (
            f"{self.waiting:,} agents wait for a verdict: where those of high priority were judged first, the two"
            " groups are alike only at the end."
        )

    def _changes(self) -> str:
        (sealed, shown), changed = self.counts, sum(self.changed.values())
        if not sealed:
            return ""
        ways = ", ".join(f"{n} from {old} to {new}" for (old, new), n in sorted(self.changed.items()))
        told = f"Once the findings showed, {changed} of {sealed} sealed verdicts {_were(changed)} changed"
        told += f": {ways}." if ways else "."
        later = f" Of those given with the findings shown, {self.changed_open} of {shown} {_were(self.changed_open)}."
        return told + (later if shown else "")


def difference(case: CaseFile) -> Difference:
    """What sealing made of first verdicts: each reviewer's first on each agent, where there were findings to hide."""
    grounds, agents = case.grounds.all(), case.agents.all()
    groups = {True: Counter[Label](), False: Counter[Label]()}
    changed = {True: Counter[tuple[Label, Label]](), False: Counter[tuple[Label, Label]]()}
    for lines in _by_agent_and_reviewer(case.verdicts.all()):
        first, kept = lines[0], grounds.get(lines[0].id)
        if first.label is None or kept is None or not kept.said.get("findings"):
            continue
        groups[kept.sealed][first.label] += 1
        now = next(iter(standing(lines)), first).label or first.label
        if now is not first.label:
            changed[kept.sealed][first.label, now] += 1
    hidden, shown = groups[True], groups[False]
    p = None
    if min(hidden.total(), shown.total()) >= FEW:
        p = fisher(hidden[Label.PADDING], hidden.total(), shown[Label.PADDING], shown.total())
    waiting = sum(agent.label is None and agent.merged_into is None for agent in agents)
    return Difference(hidden, shown, p, changed[True], changed[False].total(), waiting)


def fisher(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """Fisher's exact test, two-sided: how often chance makes two shares differ so, or more, where they are alike.

    As in Agresti, Categorical Data Analysis, 3.5.1: the sum of all tables that are no likelier than the one seen.
    """
    total, both = hits + other_hits, of + other_of
    ways = {k: comb(of, k) * comb(other_of, total - k) for k in range(max(0, total - other_of), min(of, total) + 1)}
    return sum(way for way in ways.values() if way <= ways[hits]) / comb(both, total)


def _by_agent_and_reviewer(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    found: dict[tuple[int, str], list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault((verdict.agent_id, verdict.reviewer), []).append(verdict)
    return list(found.values())


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
