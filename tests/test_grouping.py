"""The families of the invented company's agents: would a reader call them sensible?"""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.find import find_files
from auditor.grouping import group
from auditor.ingest import ingest
from tests.families.cases import PROPERTIES, families_of
from tests.gui.cases import small_case

REAL = Path(__file__).parents[2] / "shared" / "exports"


def all_families(case: CaseFile) -> dict[int, dict[str, int]]:
    """By agent: template → events."""
    for agent_id in case.families.missing():
        group(case, agent_id)
    agents = case.store.read("SELECT agent_id FROM agent_totals")
    return {agent_id: families_of(case.events.activity(agent_id)) for (agent_id,) in agents}


def test_every_agent_of_the_small_company_has_a_handful(tmp_path: Path):
    with CaseFile.open(small_case(tmp_path)) as case:
        found = all_families(case)
        assert len(found) == 8
        for agent_id, families in found.items():
            assert 1 <= len(families) <= 12
            assert sum(families.values()) == len(case.events.activity(agent_id))


def test_templates_of_the_small_company_name_no_reference(tmp_path: Path):
    with CaseFile.open(small_case(tmp_path)) as case:
        templates = [template for families in all_families(case).values() for template in families]
    assert any("‹…›" in template for template in templates)
    assert not [
        template for template in templates if any(sign.isdigit() for sign in template if "no text" not in template)
    ]


@pytest.mark.skipif(not REAL.exists(), reason="the real exports are not here")
def test_real_transcripts_are_grouped(tmp_path: Path):
    with CaseFile.create(tmp_path / "real.auditcase", PROPERTIES) as case:
        list(ingest(case, find_files([REAL / "claude-code", REAL / "codex-cli"])))
        found = all_families(case)
        assert found
        assert any("‹number›" in template for families in found.values() for template in families)
        assert any(
            template.startswith("text withheld, digest ") for families in found.values() for template in families
        )
