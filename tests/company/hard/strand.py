"""One strand of an agent's use: a kind's calls as columns, their words, and what comes out. Most agents have one."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tests.company.dice import Dice
from tests.company.hard.disguises import FAKE_REFERENCES, PARAPHRASE, referring, retimed, thinned, unwritten
from tests.company.hard.genre import Genre, Texts
from tests.company.hard.manners import busted, stamped
from tests.company.hard.matters import day_of, endings, new_subject, subjects
from tests.company.hard.part import Outcome, Part
from tests.company.hard.talk import Talk
from tests.company.rhythm import HOUR, MINUTE, SECOND, Times
from tests.company.track import Column, lengths_of

CACHED_FROM = 1_024
"""Tokens below which no provider caches."""

DOWN = 0.85
"""Share of calls that fail in the outage."""

FAITHFUL = 0.75
"""Share of sessions with the agent's usual model."""


class Strand:
    """The calls of one kind. `input` holds the cached part; where a call `failed` no tokens are told."""

    def __init__(self, part: Part) -> None:
        self.part = part
        dice = Dice(part.key, "rhythm")
        self.starts = self._begun(dice)
        sessions = len(self.starts)
        self.lengths = lengths_of(dice, sessions, max(sessions, round(sessions * part.kind.turns)), False)
        self.first: Column = np.cumsum(self.lengths) - self.lengths
        self.session: Column = np.repeat(np.arange(sessions), self.lengths)
        self.turn: Column = np.arange(len(self.session)) - self.first[self.session]
        self.at = self._times(dice)
        sizes = Dice(part.key, part.role, "sizes")
        self.input, self.cache_read, self.output = self._sizes(sizes)
        self.failed, self.model = self._failures(sizes), self._models(sizes)
        self.subjects = subjects(part, self.starts, Dice(part.key, "subjects"))
        self.lands = endings(part, self.subjects, Dice(part.key, "lands"))

    def _begun(self, dice: Dice) -> Times:
        """When sessions begin; at least one does."""
        part = self.part
        wanted = max(1, round(part.calls * thinned(part.worn) / part.kind.turns))
        starts = retimed(part.kind.rhythm(dice, part.life, wanted), part.worn, dice, part.life)
        return starts if len(starts) else np.array([part.life.span.start + 9 * HOUR])

    def _times(self, dice: Dice) -> Times:
        """Turns follow each other with gaps, agents of a group one after the other."""
        low, high = self.part.kind.gap
        spread = dice.many(len(self.session)) * dice.many(len(self.session))
        gaps = np.where(self.turn == 0, 0, (low + spread * (high - low)) * SECOND).astype(np.int64)
        since = np.cumsum(gaps)
        late = self.part.role * low * SECOND // self.part.kind.roles
        return self.starts[self.session] + since - since[self.first][self.session] + late

    def _sizes(self, dice: Dice) -> tuple[Column, Column, Column]:
        """Input, cached input and output of every call: the context grows with every turn."""
        part, size, calls, sessions = self.part, self.part.kind.size, len(self.at), len(self.lengths)
        session = (0.5 + dice.many(sessions) * (1 + 2 * dice.many(sessions)))[self.session]
        context = (size.base * session + size.step * self.turn) * part.scale * (0.93 + 0.14 * dice.many(calls))
        cached = np.where(self.turn == 0, 0.6, 0.93) * context * (context > CACHED_FROM)
        if not size.cached and (not part.caches or part.kind.manner in (busted, stamped)):
            cached = np.zeros(calls)
        output = size.output * part.scale * dice.noise(calls) + 3
        whole = context + 20 + 30 * dice.many(calls)
        return whole.astype(np.int64), cached.astype(np.int64), output.astype(np.int64)

    def _failures(self, dice: Dice) -> NDArray[np.bool_]:
        """Which calls fail: most in the outage, few else; what is tried again comes through in the end."""
        begin, end = self.part.life.facts.outage
        down = (self.at >= begin) & (self.at < end) & (dice.many(len(self.at)) < DOWN)
        failed = dice.many(len(self.at)) < self.part.kind.fails
        if self.part.kind.fails > 0.1:
            failed &= self.turn < self.lengths[self.session] - 1
        return down | failed

    def _models(self, dice: Dice) -> Column:
        """Each agent has its model, and now and then another."""
        count, sessions = len(self.part.kind.models), len(self.lengths)
        usual, other = dice.between(0, 3) % count, (dice.many(sessions) * count).astype(np.int64)
        return np.where(dice.many(sessions) < FAITHFUL, usual, other)[self.session]

    def words(self) -> Iterator[Texts]:
        """Prompt and response of every call, in order. They are the same every time."""
        part, dice = self.part, Dice(self.part.key, self.part.role, "words")
        kind = unwritten(part.kind, part.worn)
        # a group divides the phrases among its roles, so it keeps all of them
        genre = kind.genre if kind.roles > 1 else kind.genre.voice(Dice(part.key, "voice"))
        facts: dict[str, list[str]] = {}
        for session, length in enumerate(self.lengths.tolist()):
            talk = Talk(dice, self.subjects[session], part.key, session, 0, length, part.role, kind.roles)
            talk.lands, talk.loose = self.lands[session], PARAPHRASE in part.worn
            # those of a group hear the same words anyhow
            talk.facts = None if talk.loose or kind.roles > 1 else facts
            yield from self._conversation(talk, genre)

    def _conversation(self, talk: Talk, genre: Genre) -> Iterator[Texts]:
        """All turns of one session; where each call has a matter of its own, the first and what lands have theirs."""
        kind, day = self.part.kind, day_of(self.part, int(self.starts[talk.session]))
        for turn in range(talk.turns):
            talk.turn = turn
            if kind.flow.each_call and turn:
                own = talk.last and talk.lands
                other = talk.dice.pick(self.subjects) if kind.flow.pool else new_subject(self.part, day, talk.dice)
                talk.subject = self.subjects[talk.session] if own else other
            talk.before = kind.manner(genre, talk)
            yield referring(talk.before, talk, day) if FAKE_REFERENCES in self.part.worn else talk.before

    def outcomes(self) -> Iterator[Outcome]:
        """What came out, in order of sessions. Of a group, the last role delivers."""
        part, dice, ends = self.part, Dice(self.part.key, "outcomes"), self.first + self.lengths - 1
        if part.role != part.kind.roles - 1:
            return
        for session, lands in enumerate(self.lands):
            if lands and not self.failed[ends[session]]:
                yield from self._landed(Talk(dice, self.subjects[session]), int(self.at[ends[session]]))

    def _landed(self, talk: Talk, at: int) -> Iterator[Outcome]:
        """The outcomes of one matter: a commit, then its merge."""
        rule, dice = self.part.kind.results, talk.dice
        (soon, late), title = rule.after, talk.one_of(rule.titles)
        for kind in rule.kinds[: dice.between(1, len(rule.kinds))]:
            minutes = soon + dice.random() * dice.random() * (late - soon)
            at += int(minutes * MINUTE) + dice.between(1, 59) * SECOND
            yield Outcome(at, kind, talk.subject.reference, title)
