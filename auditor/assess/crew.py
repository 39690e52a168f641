"""Shares the reading and measuring out, to two processes beside this one where there is much of it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from queue import SimpleQueue
from typing import Any, Protocol, Self

from auditor.assess.measuring import Asked, Measured, Measurer
from auditor.assess.sketches import Sketch
from auditor.beside import Worker, possible, worker
from auditor.case.case_file import CaseFile
from auditor.indicators.reference import Reference
from auditor.progress import Progress

APART_FROM = 30_000
"""Events from which processes of their own are started: that takes half a second."""

HANDS = 2
"""Processes: with more of them a laptop's window would wait."""

PATIENCE_S = 0.2

Person = tuple[int, ...]


class Measuring(Protocol):
    """What a measurer does, here or in another process."""

    def sketch(self, agent_ids: Person) -> dict[int, Sketch]: ...

    def measure(self, agent_ids: Person, asked: Sequence[Asked], reference: Reference) -> list[Measured]: ...


class _Far:
    """A measurer in another process."""

    def __init__(self, beside: Worker) -> None:
        self._beside = beside

    def sketch(self, agent_ids: Person) -> dict[int, Sketch]:
        return self._ask("sketch", agent_ids)

    def measure(self, agent_ids: Person, asked: Sequence[Asked], reference: Reference) -> list[Measured]:
        return self._ask("measure", agent_ids, asked, reference)

    def _ask(self, *told: Any) -> Any:
        self._beside.ask(told)
        return self._beside.answer()


class Crew:
    """Used in a `with` block; `sketch` and `measure` share the persons out and give what was found together.

    Who read a person's texts measures its agents too: it still has them at hand.
    """

    def __init__(self, case: CaseFile, persons: Sequence[Person], *, credits: bool, beside: bool) -> None:
        self._case, self._credits = case, credits
        self._sizes = {agent.id: agent.totals.events for agent in case.agents.all()}
        self._persons = sorted(persons, key=lambda person: -self._size(person))
        self._apart = beside and possible()
        self._hands: list[Measuring] = []
        self._whose: dict[Person, Measuring] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def sketch(self, persons: Sequence[Person], progress: Progress) -> dict[int, Sketch]:
        """What the agents of these persons add to the summary of all."""
        progress.start("Reading texts")
        found = self._share(persons, lambda hand, person: hand.sketch(person), progress)
        return {agent_id: sketch for told in found for agent_id, sketch in told.items()}

    def measure(self, asked: Mapping[int, Asked], reference: Reference, progress: Progress) -> list[Measured]:
        """What the indicators asked for say, agent by agent."""
        progress.start("Measuring")
        persons = [person for person in self._persons if any(one in asked for one in person)]

        def measure(hand: Measuring, person: Person) -> list[Measured]:
            return hand.measure(person, [asked[one] for one in person if one in asked], reference)

        return [one for told in self._share(persons, measure, progress) for one in told]

    def _share(
        self, persons: Sequence[Person], work: Callable[[Measuring, Person], Any], progress: Progress
    ) -> list[Any]:
        """The work for each person, in the order of persons whoever did it."""
        if not persons:
            return []
        self._hire(sum(map(self._size, persons)))
        waiting = SimpleQueue[Person]()
        wanted = sorted(persons, key=lambda person: -self._size(person))
        own: dict[int, list[Person]] = {number: [] for number in range(len(self._hands))}
        for person in wanted:
            if (hand := self._whose.get(person)) is not None:
                own[self._hands.index(hand)].append(person)
            else:
                waiting.put(person)
        done: dict[Person, Any] = {}

        def take(number: int) -> None:
            hand = self._hands[number]
            while not progress.cancelled:
                if own[number]:
                    person = own[number].pop(0)
                elif waiting.empty():
                    return
                else:
                    person = waiting.get()
                self._whose[person] = hand
                done[person] = work(hand, person)

        with ThreadPoolExecutor(len(self._hands)) as pool:
            self._wait([pool.submit(take, number) for number in range(len(self._hands))], done, len(persons), progress)
        return [done[person] for person in persons]

    def _wait(self, hands: Sequence[Future[None]], done: Mapping[Person, Any], total: int, progress: Progress) -> None:
        """Until all is done; reports meanwhile, and raises what a hand met."""
        left = set(hands)
        while left:
            ended, left = wait(left, PATIENCE_S, FIRST_COMPLETED)
            self._case.store.check_open()
            progress.report(len(done), total)
            for one in ended:
                one.result()

    def _hire(self, events: int) -> None:
        """One hand here, or two processes where there is much to do; also where that shows only at the second work."""
        if not self._apart or events < APART_FROM:
            self._hands = self._hands or [Measurer(self._case.store, credits=self._credits)]
            return
        if len(self._hands) == HANDS:
            return
        self._hands.clear()
        self._whose.clear()
        for _ in range(HANDS):
            beside = self._open.enter_context(worker("auditor.assess.measuring", "Assessing agents"))
            beside.ask((self._case.path, self._credits))
            self._hands.append(_Far(beside))

    def _size(self, person: Person) -> int:
        return sum(self._sizes.get(one, 0) for one in person)
