"""How a pinned finding is named in an exhibit, and found again among what is said of the agent now."""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.records import Exhibit, Finding


@dataclass(frozen=True, slots=True)
class FindingReference:
    """Which indicator, in which version, said something of which data (`sources`, a digest)."""

    indicator: str
    version: int
    sources: str


def finding_reference(finding: Finding) -> str:
    """The reference of an exhibit that pins a finding: `returning-subjects@2:9f3c`."""
    return f"{finding.indicator}@{finding.version}:{finding.sources}"


def parse(reference: str) -> FindingReference | None:
    """What a reference names; None if it is not one of a finding."""
    indicator, at, rest = reference.partition("@")
    version, colon, sources = rest.partition(":")
    whole = bool(indicator and at and colon) and version.isascii() and version.isdecimal()
    return FindingReference(indicator, int(version), sources) if whole else None


def exhibit_title(finding: Finding) -> str:
    """What an exhibit keeps of a finding: it is worked out anew when the data change, the exhibit is not."""
    return f"{finding.title or finding.indicator}: {finding.summary}"


def pinned_finding(exhibit: Exhibit, findings: Sequence[Finding]) -> tuple[Finding | None, bool]:
    """What that indicator says of the agent now, if anything, and whether it is still what was pinned."""
    named = parse(exhibit.reference)
    found = next((finding for finding in findings if named and finding.indicator == named.indicator), None)
    return found, found is not None and finding_reference(found) == exhibit.reference
