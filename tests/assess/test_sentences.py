"""What stands on the screen can be checked: a sentence tells how many events it selects, and they are the agent's."""

import re
from collections.abc import Iterator

import pytest

from auditor.case.case_file import CaseFile
from auditor.indicators import INDICATORS
from auditor.records import Finding, Label
from auditor.sample import build_sample

NAMES = [indicator.name for indicator in INDICATORS]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    with CaseFile.open(build_sample(tmp_path_factory.mktemp("sample"))) as case:
        yield case


@pytest.fixture(scope="module")
def findings(sample: CaseFile) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = {name: [] for name in NAMES}
    for finding in sample.findings.all():
        told[finding.indicator].append(finding)
    return told


@pytest.mark.parametrize("name", NAMES)
def test_the_sentence_tells_how_many_events_it_selects(findings: dict[str, list[Finding]], name: str):
    said = [one for one in findings[name] if one.measure.value is not None]
    assert said, "the sample has nothing to measure"
    for finding in said:
        numbers = re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d+(?![\d,])", finding.summary)
        assert f"{len(finding.measure.events):,}" in numbers, finding.summary


@pytest.mark.parametrize("name", NAMES)
def test_the_events_are_the_agents_own_each_once(sample: CaseFile, findings: dict[str, list[Finding]], name: str):
    for finding in findings[name]:
        mine = set(sample.events.activity(finding.agent_id).event.tolist())
        assert mine.issuperset(finding.measure.events)
        assert len(set(finding.measure.events)) == len(finding.measure.events)


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_measured_says_why_and_weighs_nothing(findings: dict[str, list[Finding]], name: str):
    for finding in findings[name]:
        if finding.measure.value is None:
            assert re.match("not enough data: |no outcome data", finding.summary)
            assert (finding.weight, finding.percentile, finding.leans) == (0.0, None, Label.INCONCLUSIVE)


@pytest.mark.parametrize("name", NAMES)
def test_what_speaks_for_padding_can_be_shown(findings: dict[str, list[Finding]], name: str):
    assert all(one.measure.events for one in findings[name] if one.weight > 0)
