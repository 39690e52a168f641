"""Cost and credits in words: reported and computed side by side, never nothing where it is only unknown."""

from PySide6.QtCore import QLocale

from auditor.gui.figures import counted, money, short, whole
from auditor.gui.tips import plain_tip
from auditor.prices import Cost

LISTED = 5


def cost_words(cost: Cost) -> tuple[str, str]:
    """A label and its figures. "≥" where some requests are missing from a sum."""
    reported = _at_least(cost.reported, cost.reported_events, cost.events)
    computed = _at_least(cost.computed, cost.computed_events, cost.events)
    if reported and computed:
        return "Reported · computed", f"{reported} · {computed}"
    if reported or computed:
        return ("Cost reported", reported) if reported else ("Cost computed", computed)
    return "Cost", "unknown"


def cost_in_full(cost: Cost) -> str:
    """How many requests each sum covers, and what is missing; for a tooltip."""
    of_all = f"of {counted(cost.events, 'request')}"
    lines = ["Cost"]
    if cost.reported is None:
        lines.append("reported: no source tells one")
    else:
        lines.append(f"reported {money(cost.reported)}: told for {whole(cost.reported_events)} {of_all}")
    if cost.computed is None:
        lines.append("computed: unknown")
    else:
        lines.append(f"computed {money(cost.computed)} from prices: for {whole(cost.computed_events)} {of_all}")
    models = list(cost.unpriced.items())
    lines += [f"no price for {model}: {counted(events, 'request')}" for model, events in models[:LISTED]]
    if len(models) > LISTED:
        lines.append(f"and {whole(len(models) - LISTED)} models more without a price")
    if cost.untold:
        lines.append(f"{counted(cost.untold, 'request')} {'tells' if cost.untold == 1 else 'tell'} no tokens")
    return plain_tip("\n".join(lines))


def credit(microcredits: int) -> str:
    """1,204.50 credits."""
    return f"{credit_figure(microcredits)} {'credit' if microcredits == 1_000_000 else 'credits'}"


def credit_figure(microcredits: int) -> str:
    """1,204.50; 12.5 k; 7."""
    if microcredits >= 10_000_000_000:
        return short(microcredits // 1_000_000)
    hundredths = round(microcredits / 10_000)
    return QLocale().toString(hundredths / 100, "f", 0 if hundredths % 100 == 0 else 2)


def _at_least(sum_: int | None, covered: int, events: int) -> str:
    return "" if sum_ is None else ("≥ " if covered < events else "") + money(sum_)
