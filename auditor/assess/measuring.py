"""Measures the agents of one person after the other, here or in processes beside this one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from auditor.assess.gathering import Gathered, Gatherer, material_of
from auditor.assess.results import strengthen
from auditor.assess.sketches import Sketch, sketch_of
from auditor.beside import Answer, serving
from auditor.case.store import Store
from auditor.indicators import INDICATORS
from auditor.indicators.contract import Uses
from auditor.indicators.material import Material, Results
from auditor.indicators.reference import Reference
from auditor.indicators.rhythm_class import rhythm_of
from auditor.records import Measure, Rhythm

KEPT = 300_000_000
"""Bytes of what was read that are held for the second look, in each process; the rest is read again."""

READING = Uses.TEXTS | Uses.OUTCOMES
"""What cannot be measured without texts: outcomes too, which prompts that named them tie to an agent."""

BY_NAME = {indicator.name: indicator for indicator in INDICATORS}


@dataclass(frozen=True, slots=True)
class Asked:
    """One agent to measure: by which indicators, and its place in the arrays of the reference."""

    agent_id: int
    indicators: tuple[str, ...]
    results: Results
    number: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of an agent, by indicator; events are row ids."""

    agent_id: int
    rhythm: Rhythm | None
    measures: Mapping[str, Measure] = field(default_factory=dict[str, Measure])


class Measurer:
    """First `sketch`, then, with the summary of all, `measure`: both take the agents of one person."""

    def __init__(self, store: Store, *, credits: bool = False) -> None:
        self._gatherer = Gatherer(store, credits=credits)
        self._kept: dict[tuple[int, ...], Gathered] = {}
        self._size = 0

    def sketch(self, agent_ids: tuple[int, ...]) -> dict[int, Sketch]:
        """What these agents add to the summary of all."""
        gathered = self._gatherer.gather(agent_ids, texts=True)
        if self._size + gathered.size <= KEPT:
            self._kept[agent_ids] = gathered
            self._size += gathered.size
        return {agent_id: sketch_of(gathered, agent_id) for agent_id in agent_ids}

    def measure(self, agent_ids: tuple[int, ...], asked: Sequence[Asked], reference: Reference) -> list[Measured]:
        """What the indicators asked for say of these agents."""
        texts = any(BY_NAME[name].uses & READING for one in asked for name in one.indicators)
        gathered = self._kept.pop(agent_ids, None) or self._gatherer.gather(agent_ids, texts=texts)
        return [self._measure(gathered, one, reference) for one in asked]

    def _measure(self, gathered: Gathered, asked: Asked, reference: Reference) -> Measured:
        material = material_of(gathered, asked.agent_id, asked.results, asked.number)
        firm = strengthen(material.results, material.said, material.activity, material.other_at)
        material = material_of(gathered, asked.agent_id, firm, asked.number)
        lengths = np.bincount(material.session)
        rhythm = rhythm_of(material.starts, lengths)
        told = {name: with_row_ids(BY_NAME[name].measure(material, reference), material) for name in asked.indicators}
        return Measured(asked.agent_id, rhythm, told)


def with_row_ids(measure: Measure, material: Material) -> Measure:
    """The same with the row ids of its events, which stay true when others come."""
    rows = np.sort(material.activity.event[np.asarray(measure.events, np.int64)])
    return Measure(
        *(measure.value, measure.n, measure.why, tuple(rows.tolist()), measure.sentence, measure.p),
        parameters=measure.parameters,
    )


def serve() -> NoReturn:
    """What a process beside this one does: (path, credits) first, then (method, arguments), one answer each."""

    def work(asked: Callable[[], Any], answer: Answer) -> None:
        told: tuple[Path, bool] = asked()
        with closing(Store.open(told[0], readonly=True)) as store:
            measurer = Measurer(store, credits=told[1])
            while True:
                method, *arguments = asked()
                answer(getattr(measurer, method)(*arguments))

    serving(work)
