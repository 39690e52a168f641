"""The receipt of one source in full: what was read, what counts, by which rules something was left out, warnings."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from auditor.gui.data.reconcile_figures import amount, exact, unit_title
from auditor.gui.data.sources_model import SourceRow
from auditor.gui.data.sources_words import (
    counted_tokens,
    name_of,
    quantities,
    rule_named,
    rule_words,
    span_words,
    title_of,
)
from auditor.gui.elided import Elided
from auditor.gui.figures import counted, local, short, size, whole
from auditor.gui.importing.receipt_lines import lower_bound, other_lines
from auditor.gui.importing.token_bars import TokenBars
from auditor.gui.pieces import button, card, clear, column, row, rule, text
from auditor.gui.session import Session
from auditor.gui.tips import plain_tip
from auditor.records import TOKEN_CLASSES, Source, SourcePart, Totals

WIDTH = 360
MOST_WARNINGS, MOST_PARTS = 50, 20


class SourceDetail(QWidget):
    """Follows the current row. `rejected_wanted` asks for the lines of a source that could not be read."""

    rejected_wanted = Signal(Source)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.show_rejected: QPushButton | None = None
        self._parts: QVBoxLayout | None = None
        self._body = column(spacing=8, margins=(16, 16, 16, 16))
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Receipt of the source")
        self.setLayout(column(card(column(self._scroll(), spacing=0, margins=(1, 1, 1, 1))), spacing=0))

    def show_row(self, shown: SourceRow | None, zone: ZoneInfo) -> None:
        """The receipt of a source, or what will stand here."""
        clear(self._body)
        self.show_rejected = self._parts = None
        if shown is None:
            self._body.addWidget(text("RECEIPT", "section"))
            self._body.addWidget(text("Choose a source: its receipt stands here.", "muted", wrap=True))
        else:
            self._receipt(shown, zone)
        self._body.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def show_parts(self, parts: list[SourcePart]) -> None:
        """Whose use the source told, and of which models."""
        if self._parts is None:
            return
        for part in parts[:MOST_PARTS]:
            person = part.person if self._session.names else part.alias
            told = part.input_tokens is not None or part.output_tokens is not None
            tokens = (part.input_tokens or 0) + (part.output_tokens or 0) if told else None
            value = text(short(tokens) if told else counted(part.events, "request"))
            value.setToolTip(f"{counted(part.events, 'request')}, {whole(tokens)} tokens")
            parts_line = row(Elided(f"{person} · {part.model or 'no model told'}"), value)
            parts_line.setStretch(0, 1)
            line = QWidget()
            line.setLayout(parts_line)
            self._parts.addWidget(line)
        if len(parts) > MOST_PARTS:
            self._parts.addWidget(text(f"and {whole(len(parts) - MOST_PARTS)} smaller ones", "small"))

    def _parts_of(self) -> QWidget:
        """Where the parts will stand, once they are read."""
        self._parts = column(spacing=4)
        holder = QWidget()
        holder.setLayout(self._parts)
        self._parts.addWidget(text("COUNTED TOKENS BY PERSON AND MODEL", "section"))
        return holder

    def _scroll(self) -> QScrollArea:
        holder = QWidget()
        holder.setLayout(self._body)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setObjectName("receipt")
        self._area.setAccessibleName("Receipt of the source")
        self._area.setWidget(holder)
        return self._area

    def _receipt(self, shown: SourceRow, zone: ZoneInfo) -> None:
        source = shown.source
        self._body.addWidget(Elided(f"RECEIPT — {title_of(source).upper()}", "section"))
        self._body.addWidget(Elided(name_of(source, names=self._session.names), "title"))
        digest = Elided(f"{size(source.size)} · sha-256 {source.sha256}", "small")
        self._body.addWidget(digest)
        when = f"{local(source.imported_at, zone):%d %b %Y %H:%M} ({zone.key})"
        read = f"Imported {when} by {source.imported_by}, version {source.importer_version} of the reader."
        self._body.addWidget(text(read, "small", wrap=True))
        lines = column(spacing=0)
        for label, figure in _kept(source):
            self._line(lines, label, figure)
        for name, count in source.rules.items():
            self._line(lines, rule_named(name).title, count, why=rule_named(name).why)
        repeated = source.duplicates - sum(source.rules.values())
        if repeated:
            why = "Outcomes and sums that the case knows already; each counts once."
            self._line(lines, "Outcomes and sums told again", repeated, why=why)
        self._line(lines, "Rejected lines", source.rejected, source=source)
        if other := other_lines(source):
            self._line(lines, "Not usage (tools, settings)", other)
        holder = QWidget()
        holder.setLayout(lines)
        self._body.addWidget(holder)
        self._tokens(source)
        self._sentences(shown, zone)
        if source.events:
            self._body.addWidget(self._parts_of())

    def _line(self, lines: QVBoxLayout, label: str, figure: int, why: str = "", source: Source | None = None) -> None:
        """A figure with its name, and below it what it means."""
        parts: list[QWidget | int | None] = [text(label)]
        if source and (source.rejected or source.warnings):
            self.show_rejected = button("show", lambda: self.rejected_wanted.emit(source))
            self.show_rejected.setProperty("tag", True)
            self.show_rejected.setAccessibleName("Show the rejected lines and warnings")
            parts.append(self.show_rejected)
        upper = QWidget()
        upper.setLayout(row(*parts, None, text(whole(figure), "title" if label == KEPT else "")))
        inner = column(upper, spacing=2, margins=(0, 6, 0, 6))
        if why:
            inner.addWidget(text(why, "small", wrap=True))
        line = QWidget()
        line.setLayout(inner)
        line.setToolTip(plain_tip(why))
        lines.addWidget(line)
        lines.addWidget(rule())

    def _tokens(self, source: Source) -> None:
        raw, kept = source.raw, source.totals
        counts = counted_tokens(source)
        if raw.tokens is not None and counts is not None:
            self._body.addWidget(text("TOKENS, RAW AGAINST CORRECTED", "section"))
            self._body.addWidget(TokenBars(self._session, raw.tokens, counts))
        if raw.events:
            self._body.addWidget(_classes(raw, kept))
        if source.quantities:
            self._body.addWidget(text("SUMS IT STATES, NOT ADDED TO REQUESTS", "section"))
            self._body.addWidget(_sums(source))

    def _sentences(self, shown: SourceRow, zone: ZoneInfo) -> None:
        source = shown.source
        later = sum(shown.later.values())
        span = span_words(source, zone)
        told = [f"Covers {span}." if span else "", lower_bound(source)]
        if later:
            count = "1 of its requests counts" if later == 1 else f"{whole(later)} of its requests count"
            told.append(f"Since then {count} no more, told better by a later import ({rule_words(shown.later)}).")
        for sentence in told:
            if sentence:
                self._body.addWidget(text(sentence, wrap=True))
        for warning in source.warnings[:MOST_WARNINGS]:
            self._body.addWidget(text(f"Note: {warning}", "small", wrap=True))
        if len(source.warnings) > MOST_WARNINGS:
            more = counted(len(source.warnings) - MOST_WARNINGS, "more note")
            self._body.addWidget(text(f"and {more}, shown with the rejected lines", "small", wrap=True))


KEPT = "Requests kept"
CLASSES = dict(zip(TOKEN_CLASSES, ("Input", "Cached input", "Cache written", "Output", "Reasoning"), strict=True))


def _kept(source: Source) -> list[tuple[str, int]]:
    """What was read and what is kept of it; kinds that the file does not tell are left out."""
    told = [
        ("Lines read", source.lines),
        (KEPT, source.events),
        ("Outcomes kept", source.outcomes),
        ("Sums, not requests", source.aggregates),
    ]
    alone = not (source.outcomes or source.aggregates)
    return [line for line in told if line[1] or line[0] == "Lines read" or (line[0] == KEPT and alone)]


def _classes(raw: Totals, kept: Totals) -> QWidget:
    """As written, counted and left out, a line a token class; what no line tells is left out."""
    lines = [("Requests", whole(raw.events), whole(kept.events), whole(raw.events - kept.events))]
    for name, words in CLASSES.items():
        written: int | None = getattr(raw, name)
        counts: int | None = getattr(kept, name) if kept.events else 0
        if written is not None:
            lines.append((words, short(written), short(counts), short(written - (counts or 0))))
    if not kept.events:
        kept = Totals(cost_microusd=0, microcredits=0)
    if raw.cost_microusd is not None:
        gone = raw.cost_microusd - (kept.cost_microusd or 0)
        lines.append(("Cost", amount(raw.cost_microusd, "usd"), amount(kept.cost_microusd, "usd"), amount(gone, "usd")))
    if raw.microcredits is not None:
        gone = raw.microcredits - (kept.microcredits or 0)
        before, after = amount(raw.microcredits, "credits"), amount(kept.microcredits, "credits")
        lines.append(("Credits", before, after, amount(gone, "credits")))
    return _grid(("", "Written", "Counted", "Left out"), lines)


def _sums(source: Source) -> QWidget:
    holder = QWidget()
    lines = column(spacing=4)
    for unit, quantity in quantities(source):
        value = text(amount(quantity, unit))
        value.setToolTip(exact(quantity, unit))
        line = QWidget()
        line.setLayout(row(text(unit_title(unit)), None, value))
        lines.addWidget(line)
    holder.setLayout(lines)
    return holder


def _grid(heads: tuple[str, ...], lines: list[tuple[str, str, str, str]]) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for number, cells in enumerate([heads, *lines]):
        for place, words in enumerate(cells):
            label = text(words, "small" if number == 0 else "title" if place == 2 else "")
            side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
            grid.addWidget(label, number, place, side)
    grid.setColumnStretch(0, 1)
    holder = QWidget()
    holder.setLayout(grid)
    holder.setAccessibleName("; ".join(" ".join(cells) for cells in lines))
    return holder
