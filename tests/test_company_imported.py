"""What the case says of an invented company is what its generator knows: agents, tokens, rejected lines."""

import json
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.ingest import ingest
from auditor.resources import resource
from auditor.sample import build_sample
from tests.company import Company

FIGURES = ("events", "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")
TRUTH = Path(__file__).parent / "company" / "truth.json"


def told(case: CaseFile) -> dict[tuple[str, str], tuple[int, ...]]:
    """Events and tokens by home folder and agent, unknown as 0."""
    return {
        (agent.person.partition("@")[0], agent.name): tuple(getattr(agent.totals, name) or 0 for name in FIGURES)
        for agent in case.agents.all()
    }


@pytest.mark.parametrize("seed", [5, 6])
def test_every_figure_of_a_company_is_right(tmp_path: Path, seed: int):
    company = Company(seed=seed, people=6, agents=25, days=21, events=5_000)
    company.write(tmp_path / "exports")
    with CaseFile.create(tmp_path / "a.auditcase", Properties("A", "R. Okafor")) as case:
        assert not [one.problem for one in ingest(case, find_files([tmp_path / "exports"])) if one.problem]
        known = {who: tuple(getattr(truth, name) or 0 for name in FIGURES) for who, truth in company.truth.items()}
        assert told(case) == known


def test_every_figure_of_the_sample_is_right(tmp_path: Path):
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    with CaseFile.open(build_sample(tmp_path)) as case:
        known = {(a["person"], a["agent"]): tuple(a[name] or 0 for name in FIGURES) for a in truth["agents"]}
        assert told(case) == known
        rejected = {s.path: s.rejected for s in case.sources.all() if s.rejected}
        assert sum(rejected.values()) == sum(truth["rejected"].values())
        assert all(any(name in path for path in rejected) for name in truth["rejected"])
        assert all(path.startswith(resource("sample/exports").as_posix()) for path in rejected)
