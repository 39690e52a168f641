"""One agent of one person: its plan, its calls, its words, and what came out of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tests.company.dice import Dice
from tests.company.kind import Kind, Talk, Turn
from tests.company.models import NEWER, PRICES
from tests.company.people import Person
from tests.company.rhythm import MINUTE
from tests.company.track import Column, Track
from tests.company.words import Topic, topics


@dataclass(frozen=True, slots=True)
class Plan:
    """An agent before it lives. `since`: days after the company's first; `group`, `role`: agents that work together."""

    person: Person
    name: str
    kind: Kind
    format: str
    calls: int
    since: int = 0
    group: str = ""
    role: int = 0


class Call(NamedTuple):
    """One call with its words. `row` is its place in the track's columns."""

    row: int
    turn: Turn
    topic: Topic


class Result(NamedTuple):
    """An outcome as systems of record will tell it; `at` in milliseconds UTC."""

    at: int
    kind: str
    reference: str
    title: str
    person: Person
    agent: str


class Agent:
    """A planned agent with its calls. Iterating words and results gives the same every time."""

    def __init__(self, seed: object, plan: Plan, track: Track) -> None:
        self.plan, self.track = plan, track
        self.key = (seed, plan.group or f"{plan.person.home}/{plan.name}")
        dice = Dice(*self.key, "topics")
        self._topics = self._subjects(dice, -(-len(track.lengths) // plan.kind.lasts))
        self._lands = dice.many(len(self._topics)) < plan.kind.results.chance

    def _subjects(self, dice: Dice, count: int) -> list[Topic]:
        fresh = topics(dice, self.plan.person.team, count)
        pool = fresh[: self.plan.kind.subjects]
        if not pool:
            return fresh
        chosen = (dice.pick(pool) for _ in fresh)
        return [replace(old, reference=new.reference) for old, new in zip(chosen, fresh, strict=True)]

    def topic(self, session: int) -> Topic:
        """What this session is about."""
        return self._topics[session // self.plan.kind.lasts]

    def lands(self, session: int) -> bool:
        """Whether this session is the last of its topic and something comes of it."""
        lasts = self.plan.kind.lasts
        ends = session % lasts == lasts - 1 or session == len(self.track.lengths) - 1
        return bool(ends and self._lands[session // lasts])

    def calls(self) -> Iterator[Call]:
        """All calls in order of the track, with their words."""
        dice, plan, row = Dice(*self.key, plan_role(self.plan), "words"), self.plan, 0
        for session, length in enumerate(self.track.lengths.tolist()):
            topic = self.topic(session)
            talk = Talk(dice, topic, str(self.key), session, 0, length, plan.role, self.lands(session))
            for talk.turn in range(length):
                talk.roll()
                talk.before = plan.kind.say(talk)
                yield Call(row, talk.before, topic)
                row += 1

    def results(self) -> Iterator[Result]:
        """What came out of it, in order of sessions. In a group the last role delivers."""
        rule, plan = self.plan.kind.results, self.plan
        if plan.role != plan.kind.roles - 1:
            return
        dice, ends = Dice(*self.key, "results"), np.cumsum(self.track.lengths) - 1
        for session in range(len(ends)):
            if not self.lands(session):
                continue
            talk, at = Talk(dice, self.topic(session)), int(self.track.at[ends[session]])
            talk.roll()
            title = talk.fill(rule.titles)
            for kind in rule.kinds:
                at += dice.between(*rule.after) * MINUTE + dice.between(1, 59) * 1000
                yield Result(at, kind, talk.topic.reference, title, plan.person, plan.name)

    def model(self, row: int) -> str:
        """The model of one call."""
        model = self.plan.kind.models[self.track.model[row]]
        return NEWER.get(model, model) if self.plan.format == "claude-code" else model

    def costs(self) -> list[Column]:
        """Micro-dollars of every call for fresh input, cache read, cache creation, output."""
        track, models = self.track, self.plan.kind.models
        prices = np.array([PRICES[model] for model in models])[track.model]
        tokens = (track.fresh, track.cache_read, track.cache_creation, track.output)
        return [count * prices[:, place] // 100 for place, count in enumerate(tokens)]

    @property
    def cost(self) -> Column:
        """Micro-dollars of every call."""
        return np.sum(self.costs(), axis=0)

    def session_id(self, session: int) -> str:
        """A UUID for one session."""
        return Dice(*self.key, plan_role(self.plan), "session", session).uuid()


def plan_role(plan: Plan) -> str:
    """Names an agent within its group."""
    return f"{plan.role}" if plan.group else ""


def first_turn(turn: Turn, before: Turn | None) -> str:
    """What a model was asked in this turn: the prompt, or the tool result it answers to."""
    return turn.prompt or (before.result if before else "") or "Continue."
