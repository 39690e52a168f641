"""What others say was used, against what was counted."""

from collections.abc import Iterator

from auditor.integrity.note import Looked, Note, Weight, many, title
from auditor.reconcile import Agreement, controlled, differences


def check(looked: Looked) -> Iterator[Note]:
    """Sums that are more or less than what was counted, and control totals nobody can explain."""
    told = any(source.aggregates for source in looked.sources)
    totals = [one for one in differences(looked.case) if one.days is None] if told else []
    wrong = [one for one in totals if one.agreement is Agreement.EVENTS_EXCEED]
    for importer in sorted({one.importer for one in wrong}):
        whose = _persons({one.person_id for one in wrong if one.importer == importer})
        yield Note(
            Weight.WRONG,
            f"More is counted than “{title(importer)}” says, for {whose}: use may be counted twice.",
            "reconcile",
        )
    missing = [one for one in totals if one.agreement in (Agreement.EVENTS_MISSING, Agreement.NO_EVENTS)]
    for importer in sorted({one.importer for one in missing}):
        whose = _persons({one.person_id for one in missing if one.importer == importer})
        text = f"“{title(importer)}” says more than is counted, for {whose}: some use was not delivered."
        yield Note(Weight.DOUBT, text, "reconcile")
    open_ = [one for one in controlled(looked.case) if one.unexplained and one.difference and not one.explained_by]
    if open_:
        yield Note(
            Weight.DOUBT, f"{many(len(open_), 'control total')} without a known cause of the difference.", "reconcile"
        )


def _persons(ids: set[int | None]) -> str:
    return "all persons" if ids == {None} else many(len(ids), "person")
