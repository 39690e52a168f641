"""How evidence is told: percentiles, weights, on which side a finding speaks."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QLocale

from auditor.gui.figures import counted
from auditor.gui.labels import GLYPHS, TOKENS
from auditor.indicators import INDICATORS
from auditor.records import Aspect, Assessment, Finding, Label

MINUS, ZERO_WIDTH = "\u2212", "\u200b"
LONGEST_WORD, PIECE = 24, 12
SIDES = {Label.PADDING: "speaks for padding", Label.USEFUL: "speaks for useful"}


def side(finding: Finding) -> str:
    """What a finding speaks for, with its glyph."""
    neither = "context only" if finding.aspect is Aspect.CONTEXT else "speaks for neither"
    return f"{GLYPHS[finding.leans]} {SIDES.get(finding.leans, neither)}"


def token(finding: Finding) -> str:
    """The theme's colour of that side; what weighs nothing is grey."""
    return "muted" if finding.leans is Label.INCONCLUSIVE else TOKENS[finding.leans]


def percentile(share: float | None) -> str:
    """0.993 → 99th pct; never the 0th or 100th, which nobody can be among peers; "" for unknown."""
    if share is None:
        return ""
    number = min(99, max(1, round(share * 100)))
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending} pct"


def bans(weight: float) -> str:
    """A weight of evidence with its sign: +1.6, −0.4, 0.0."""
    size = QLocale().toString(float(abs(weight)), "f", 1)
    return size if round(abs(weight), 1) == 0 else f"{'+' if weight > 0 else MINUS}{size}"


def priority(value: float) -> str:
    """Where an agent stands in the queue: 2.4; a minus only where it is below 0."""
    return bans(value).removeprefix("+")


def peers(count: int) -> str:
    """31 peers; "" where none were compared."""
    return counted(count, "peer") if count else ""


def innocent(finding: Finding) -> str:
    """What innocent work looks the same: "Also normal for: long projects.", or a whole sentence.

    "" of what speaks for usefulness: there is nothing to excuse.
    """
    if finding.leans is Label.USEFUL:
        return ""
    benign = finding.benign.strip().rstrip(".")
    return f"Also normal{'' if benign[0].isupper() else ' for'}: {benign}." if benign else ""


def title_of(indicator: str, findings: Sequence[Finding]) -> str:
    """How people call an indicator; one of another version of the program goes by its name."""
    said = (finding.title for finding in findings if finding.indicator == indicator and finding.title)
    known = (one.title for one in INDICATORS if one.name == indicator)
    return next(said, None) or next(known, indicator)


def question_of(finding: Finding) -> str:
    """The plain question behind a finding and what it needs; "" for an indicator of another version."""
    found = (one for one in INDICATORS if one.name == finding.indicator)
    return next((f"{one.question}\nNeeds: {one.needs}" for one in found), "")


def rhythm(assessment: Assessment) -> str:
    """How the agent's sessions start, and who says so."""
    told, worked_out = assessment.told, assessment.rhythm
    if told is None:
        return f"Rhythm: {worked_out or 'not known'}"
    other = f"; the data say {worked_out}" if worked_out and worked_out is not told else ""
    return f"Rhythm: {told} (said by the auditor{other})"


def breakable(words: str) -> str:
    """The same, with invisible breaks in words too long for a narrow column."""
    long = rf"\S{{{LONGEST_WORD},}}"
    return re.sub(long, lambda m: re.sub(rf"(.{{{PIECE}}})(?=.)", rf"\1{ZERO_WIDTH}", m[0]), words)
