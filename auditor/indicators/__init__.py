"""The indicators: adding one is a module and a line here. None is computed yet; the queue is in order of tokens."""

from auditor.indicators.contract import Indicator

INDICATORS: tuple[Indicator, ...] = ()
