"""`reconcile` and `control`: what others say was used, beside what was counted."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from auditor.case.case_file import CaseFile
from auditor.case.controls import AMOUNT
from auditor.case.properties import zone_named
from auditor.cli.case_commands import CASE, JSON, to_read
from auditor.cli.tell import document, failures_told, moment, say, table
from auditor.errors import ReviewError
from auditor.integrity.notes import notes
from auditor.reconcile import (
    Agreement,
    Controlled,
    Difference,
    Told,
    amount_written,
    control,
    controlled,
    coverage,
    differences,
    withdraw_control,
)
from auditor.records import ControlTotal
from auditor.times import from_iso

DAY_S = 86_400


@click.command()
@CASE
@click.option("--days", is_flag=True, help="The days that differ, not only the sums over all of them.")
@click.option("--all", "all_", is_flag=True, help="What agrees too.")
@JSON
def reconcile(case: Path, days: bool, all_: bool, as_json: bool) -> None:
    """Hold exported sums and control totals against the counted events; list what the data cannot show."""
    with failures_told(), to_read(case) as opened:
        aliases = {person.id: person.alias for person in opened.persons.all()}
        found = [one for one in differences(opened) if days or one.days is None]
        controls, told, noted = controlled(opened), coverage(opened), notes(opened)
    if as_json:
        document(
            {
                "notes": [{"weight": note.weight.name.lower(), "text": note.text} for note in noted],
                "coverage": [_told_json(one) for one in told],
                "differences": [_difference_json(one, aliases) for one in found],
                "controls": [_controlled_json(one) for one in controls],
            }
        )
        return
    for note in noted:
        say(f"! {note.text}")
    table(
        ("export", "from", "to", "days with data", "gaps"),
        [(one.importer, _day(one.first), _day(one.last), one.days, _gaps(one)) for one in told],
        right=(3,),
    )
    shown = [one for one in found if all_ or one.agreement is not Agreement.AGREES]
    if shown:
        head = ("export", "unit", "person", "days", "model", "stated", "counted", "")
        table(head, [_row(one, aliases) for one in shown], right=(5, 6))
    if len(found) > len(shown):
        say(f"{len(found) - len(shown):,} more sums agree with what was counted (--all shows them).")
    for one in controls:
        _tell(one)


@click.command("control")
@CASE
@click.option("--kind", help="Where it is from: invoice, dashboard, letter …")
@click.option("--unit", default="tokens", show_default=True, type=click.Choice([str(unit) for unit in AMOUNT]))
@click.option("--amount", help="As it stands on the paper: 1,204,300 or “412.6 M”.")
@click.option("--from", "start", metavar="DATE", help="First day, in the people's time zone; or an ISO 8601 time.")
@click.option("--to", "end", metavar="DATE", help="Last day, included; or an ISO 8601 time, not included.")
@click.option("--model")
@click.option("--source", type=int, help="Only what this source (its id) tells.")
@click.option("--note", default="")
@click.option("--withdraw", type=int, metavar="ID", help="Take a control total back.")
def control_(
    case: Path,
    kind: str | None,
    unit: str,
    amount: str | None,
    start: str | None,
    end: str | None,
    model: str | None,
    source: int | None,
    note: str,
    withdraw: int | None,
) -> None:
    """Enter what an invoice, a dashboard or the sender's letter says was used, and see the difference."""
    with failures_told(), CaseFile.open(case) as opened:
        if withdraw is not None:
            say(f"Withdrawn by line {withdraw_control(opened, withdraw).id}.")
            return
        if not (kind and amount and start and end):
            raise ReviewError("A control total needs --kind, --amount, --from and --to.", "See: auditor control --help")
        zone = zone_named(opened.properties.get().timezone)
        first, last = _time(start, zone, 0), _time(end, zone, 1)
        quantity = amount_written(amount, unit)
        kept = control(opened, ControlTotal(kind, unit, quantity, first, last, None, model, source, note))
        _tell(next(one for one in controlled(opened) if one.control.id == kept.id))


def _time(text: str, zone: ZoneInfo, days_later: int) -> int:
    """A day's beginning in the zone, or that of the day after it; or a moment. Raises ReviewError."""
    try:
        if len(text) == len("2026-11-02"):
            day = date.fromisoformat(text) + timedelta(days=days_later)
            return from_iso(datetime.combine(day, time(), zone).isoformat())
        return from_iso(text)
    except (ValueError, OverflowError) as error:
        raise ReviewError(f"“{text}” is no date.", "Write it like 2026-11-02.") from error


def _tell(one: Controlled) -> None:
    told = one.control
    say(
        f"{told.id}: {told.kind} says {_amount(told.quantity)} {told.unit}, counted {_amount(one.counted)}:"
        f" difference {_amount(one.difference)}" + (f" ({told.note})" if told.note else "")
    )
    for cause in one.explained_by:
        say(f"   {_amount(cause.amount or 0)}  {cause.text}")
    if one.difference and (one.unexplained or not one.explained_by):
        say(f"   {_amount(one.unexplained)}  without a known cause")
    for cause in one.causes:
        if cause.amount is None:
            say(f"   ?  {cause.text}")


def _amount(millionths: int) -> str:
    whole, rest = divmod(abs(millionths), 1_000_000)
    fraction = f".{rest:06}".rstrip("0") if rest else ""
    return f"{'−' if millionths < 0 else ''}{whole:,}{fraction}"


def _day(number: int) -> str:
    return moment(number * DAY_S * 1_000_000)[:10]  # type: ignore[index]


def _gaps(one: Told) -> str:
    return ", ".join(f"{_day(start)}…{_day(end)}" for start, end in one.gaps) or "none"


def _span(one: Difference) -> str:
    if one.days is None:
        return f"{one.unequal} of {one.of_days} differ" if one.unequal else str(one.of_days)
    return " … ".join(dict.fromkeys(map(_day, one.days)))


def _row(one: Difference, aliases: dict[int, str]) -> tuple[object, ...]:
    person = aliases.get(one.person_id, "?") if one.person_id else "all"
    return (
        *(one.importer, one.unit, person, _span(one), one.model or "all"),
        *(_amount(one.stated), None if one.counted is None else _amount(one.counted), one.agreement),
    )


def _difference_json(one: Difference, aliases: dict[int, str]) -> dict[str, Any]:
    return {
        "importer": one.importer,
        "unit": one.unit,
        "person": aliases.get(one.person_id) if one.person_id else None,
        "from": _day(one.days[0]) if one.days else None,
        "to": _day(one.days[1]) if one.days else None,
        "model": one.model,
        "stated": one.stated / 1_000_000,
        "counted": None if one.counted is None else one.counted / 1_000_000,
        "agreement": one.agreement,
    }


def _told_json(one: Told) -> dict[str, Any]:
    gaps = [{"from": _day(start), "to": _day(end)} for start, end in one.gaps]
    return {"importer": one.importer, "from": _day(one.first), "to": _day(one.last), "days": one.days, "gaps": gaps}


def _controlled_json(one: Controlled) -> dict[str, Any]:
    told = one.control
    return {
        "id": told.id,
        "kind": told.kind,
        "unit": told.unit,
        "from": moment(told.start),
        "to": moment(told.end),
        "model": told.model,
        "source": told.source_id,
        "note": told.note,
        "stated": told.quantity / 1_000_000,
        "counted": one.counted / 1_000_000,
        "difference": one.difference / 1_000_000,
        "explained_by": [{"text": c.text, "amount": (c.amount or 0) / 1_000_000} for c in one.explained_by],
        "unexplained": one.unexplained / 1_000_000,
        "unknown": [cause.text for cause in one.causes if cause.amount is None],
    }
