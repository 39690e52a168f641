"""How the terminal is spoken to: tables, JSON documents, errors in one line, progress only where someone looks."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unicodedata import category

import click

from auditor.errors import AuditorError, Cancelled
from auditor.progress import Progress, Step
from auditor.times import iso


def plain(text: object) -> str:
    """The text with everything that could move the cursor, end the line or turn its direction written out."""
    return "".join(
        c if c.isprintable() or category(c) == "Zs" else c.encode("unicode_escape").decode() for c in str(text)
    )


def say(text: object) -> None:
    """A line on stdout."""
    click.echo(plain(text))


def document(data: Any) -> None:
    """One JSON document on stdout, and nothing else."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def table(head: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> None:
    """Aligned columns; those in `right` are figures."""
    cells = [[plain(cell) if cell is not None else "–" for cell in row] for row in [head, *rows]]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    for row in cells:
        padded = [
            cell.rjust(w) if n in right else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(padded).rstrip())


def number(value: int | None) -> str:
    """A figure with thousands marked; – for unknown."""
    return "–" if value is None else f"{value:,}"


def moment(micros: int | None) -> str | None:
    """ISO 8601 or None."""
    return None if micros is None else iso(micros)


def usd(micros: int | None) -> float | None:
    """Dollars for JSON: micro-dollars are exact in a float up to nine thousand million dollars."""
    return None if micros is None else micros / 1_000_000


@contextmanager
def failures_told() -> Iterator[None]:
    """Exit code 1 and one line on stderr for what a person can mend; 130 for an interruption."""
    try:
        yield
    except AuditorError as error:
        click.echo(f"auditor: {plain(error)}", err=True)
        raise SystemExit(1) from error
    except (KeyboardInterrupt, Cancelled) as stopped:
        click.echo("auditor: stopped; what was complete is kept.", err=True)
        raise SystemExit(130) from stopped


def terminal_progress() -> Progress:
    """Progress on one line of stderr if that is a terminal, else silent."""
    if not sys.stderr.isatty():
        return Progress()

    def show(step: Step) -> None:
        share = "" if step.share is None else f" {step.share:4.0%}"
        rate = f" {step.events / step.elapsed_s:,.0f} a second" if step.events and step.elapsed_s else ""
        click.echo(f"\r\033[K{plain(step.title)[-60:]}{share} · {step.events:,} records{rate}", nl=False, err=True)

    return Progress(show)
