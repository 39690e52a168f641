"""The indicators: adding one is a module and a line here."""

from auditor.indicators import (
    born_with_target,
    feeding_on_itself,
    hollow_answers,
    hollow_outcomes,
    nothing_new,
    outcomes_missing,
    price_mismatch,
    references_lead_nowhere,
    returning_subjects,
    rhythm,
    size_shape,
    stops_at_target,
    surge_before_report,
    work_does_not_follow,
)
from auditor.indicators.contract import Indicator
from auditor.plugins import joined

BUILT_IN: tuple[Indicator, ...] = (
    returning_subjects.INDICATOR,
    nothing_new.INDICATOR,
    hollow_answers.INDICATOR,
    feeding_on_itself.INDICATOR,
    outcomes_missing.INDICATOR,
    work_does_not_follow.INDICATOR,
    references_lead_nowhere.INDICATOR,
    hollow_outcomes.INDICATOR,
    born_with_target.INDICATOR,
    stops_at_target.INDICATOR,
    surge_before_report.INDICATOR,
    rhythm.INDICATOR,
    size_shape.INDICATOR,
    price_mismatch.INDICATOR,
)

PLUGINS = joined("auditor.indicators", Indicator, BUILT_IN)
"""Indicators of other packages, and a sentence for each that could not join."""

INDICATORS: tuple[Indicator, ...] = (*BUILT_IN, *PLUGINS[0])

PROBLEMS: tuple[str, ...] = PLUGINS[1]
