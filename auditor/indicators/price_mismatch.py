"""Price mismatch: small questions with small answers put to the most expensive models."""

import numpy as np
from numpy.typing import NDArray

from auditor.indicators.contract import Indicator, Uses, not_enough
from auditor.indicators.material import Material
from auditor.indicators.reference import Reference
from auditor.indicators.size_shape import word_sets
from auditor.indicators.wording import count, percent, places
from auditor.records import UNKNOWN, Aspect, Column, Label, Measure

LEAST = 30
"""Requests that tell a model and both sizes."""

WORDS = 3
"""Words by which requests are known again."""

NAMED = 3
"""Models named in a sentence."""


def measure(material: Material, reference: Reference) -> Measure:
    """Share of requests to dear models with less input and less output than a quarter of all requests has, halved
    where the same words are always put to one model, whole where it is spread evenly over two or more: who uses
    another model for the same knows that the dear one is not needed, who does not may just keep a default.
    """
    activity = material.activity
    if not reference.dear:
        return not_enough("no model is known to be of the top price")
    if reference.input_quartile is None or reference.output_quartile is None:
        return not_enough("no sizes are told in the whole case")
    told = (activity.model != UNKNOWN) & (activity.input_tokens != UNKNOWN) & (activity.output_tokens != UNKNOWN)
    n = int(told.sum())
    if n < LEAST:
        return not_enough(f"{n} of {LEAST} requests with a model and sizes", n)
    small = (activity.input_tokens < reference.input_quartile) & (activity.output_tokens < reference.output_quartile)
    dear = np.array([name in reference.dear for name in activity.models] + [False])[activity.model]
    return _measured(material, n, told, told & small & dear)


def _measured(material: Material, n: int, told: NDArray[np.bool_], wasted: NDArray[np.bool_]) -> Measure:
    events = places(wasted)
    mixed = _mixed(_alike(material), material.activity.model, told, wasted)
    share = len(events) / n
    sentence = (
        f"{len(events):,} of {count(n, 'request')} ({percent(share)}) went to a model of the top price"
        f"{_names(material, wasted)} though question and answer "
        "were both smaller than those of three quarters of all requests."
        f"{_elsewhere(mixed) if events else ''}"
    )
    return Measure(share * (1 + (mixed or 0.0)) / 2, n, events=events, sentence=sentence, parameters={"mixed": mixed})


def _names(material: Material, wasted: NDArray[np.bool_]) -> str:
    models = material.activity.models
    found: list[int] = np.flatnonzero(np.bincount(material.activity.model[wasted])).tolist()
    names = sorted({models[place] for place in found})
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f" ({', '.join(names[:NAMED])}{more})" if names else ""


def _elsewhere(mixed: float | None) -> str:
    if mixed is None:
        return " Whether the same was put to other models cannot be told."
    if not mixed:
        return " Requests in the same words were never put to another model."
    return f" Requests in the same words were put to other models too (mixed {mixed:.2f}, where 1 is evenly)."


def _alike(material: Material) -> Column:
    """For each event (n) the group of requests in the same words, numbers and ids aside; UNKNOWN without words."""
    sets = word_sets(material.said.words, WORDS)
    return np.where(material.said.prompt >= 0, np.append(sets, UNKNOWN)[material.said.prompt], UNKNOWN)


def _mixed(alike: Column, model: Column, told: NDArray[np.bool_], wasted: NDArray[np.bool_]) -> float | None:
    """Mean entropy of the model (bits, at most 1) over the groups of the small dear requests; None without groups."""
    known = told & (alike != UNKNOWN)
    if not (known & wasted).any():
        return None
    _, group = np.unique(alike[known], return_inverse=True)
    group = group.reshape(-1)
    groups, models = int(group.max()) + 1, int(model.max()) + 1
    pairs, counts = np.unique(group * models + model[known], return_counts=True)
    share = counts / np.bincount(group)[pairs // models]
    bits = np.bincount(pairs // models, weights=-share * np.log2(share), minlength=groups)
    return float(np.minimum(bits, 1.0)[group[wasted[known]]].mean()) + 0.0


INDICATOR = Indicator(
    name="price-mismatch",
    title="Dear model for small work",
    useful="Model fits the work",
    aspect=Aspect.SHAPE,
    version=1,
    question="Are small questions put to the most expensive models?",
    leans=Label.PADDING,
    benign="The organisation's default model is a dear one, and nobody chose it; short questions can be hard ones.",
    needs="30 requests that tell a model and sizes, and prices of models",
    shown="the stripe of models above the bars",
    weight=0.3,
    relief=0.1,
    uses=Uses.POPULATION | Uses.TEXTS,
    measure=measure,
    least=0.05,
    most=0.05,
)
