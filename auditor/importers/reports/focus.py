"""Reads cost and usage exports in FOCUS, the FinOps specification, versions 1.0 to 1.2, as CSV or JSON.

Source: the FOCUS specification, its sample data (1,000 real, anonymised charges of several clouds; none with tokens),
and Microsoft's export in it. Known by `BilledCost`, `ChargePeriodStart` and `ServiceName`. NULL stands unquoted for
unknown; times without a zone are UTC; credits are negative.

Token semantics: charges become sums in dollars (`BilledCost`), and in tokens, requests or credits where
`ConsumedUnit` counts them ("1K Tokens"). Whether tokens are input, cached input or output is told only by the
description or the meter; cached ones are input, too. Tokens whose kind is not told are not counted, and the reader is
warned. Another currency than US dollars is never summed as dollars: these charges are left out, with a warning.

Only charges of AI services are use: by `ServiceCategory` "AI and Machine Learning", or by a service, provider or
publisher that is one. The others are passed over and counted in one warning.

Person, team and agent: from `Tags`; without a team tag the sub-account. Identity: all that a charge is told for, and
which of several such charges in the file it is, because charges with the same dimensions add up.
"""

from collections import Counter
from collections.abc import Iterator

from auditor.importers.contract import Importer
from auditor.importers.files.export_file import ExportFile, Peek
from auditor.importers.files.told_fields import Fields, fields_in, names_in, read_each, tally
from auditor.importers.reports.focus_charges import Charges, is_ai
from auditor.records import ImportIssue, Record, Severity

COLUMNS = {"BilledCost", "ChargePeriodStart", "ChargePeriodEnd", "ServiceName"}


def matches(peek: Peek) -> str:
    """A table with FOCUS's mandatory columns."""
    return "columns “BilledCost” and “ChargePeriodStart”" if names_in(peek, ("BilledCost",)) >= COLUMNS else ""


def read(file: ExportFile) -> Iterator[Record]:
    """The AI charges of one export."""
    charges, others = Charges(), Counter[str]()

    def make(fields: Fields) -> Iterator[Record]:
        if is_ai(fields):
            yield from charges.sums(fields)
        else:
            tally(others, fields.told("ServiceName") or "(no service named)")

    yield from read_each(fields_in(file), make)
    if others:
        most = ", ".join(name for name, _ in others.most_common(3))
        reason = f"{others.total():,} charges of other services passed over ({most}{' …' if len(others) > 3 else ''})"
        yield ImportIssue(0, reason, Severity.WARNING)
    yield from charges.notes.issues()


IMPORTER = Importer(
    name="focus",
    title="FOCUS cost and usage (CSV)",
    version=1,
    matches=matches,
    read=read,
    gives="sums per AI charge: dollars, tokens where they are billed; account, tags",
)
