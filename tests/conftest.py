"""What many tests need: an empty case, a filled one, the command line, and where the screenshot tour goes."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor import ingest as ingesting
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.cli.main import cli
from tests.invented import INVENTED, events, import_file, write

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # the tests need no screen, and open no window on one


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--tour", metavar="DIR", help="render every screen in every state into DIR, to be looked at")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CaseFile]:
    """A new, empty case, and a format beside the real ones that holds any records the test wants (see invented.py)."""
    monkeypatch.setattr(ingesting, "IMPORTERS", (*ingesting.IMPORTERS, INVENTED))
    with CaseFile.create(tmp_path / "audit.auditcase", Properties("Audit", "R. Okafor")) as opened:
        yield opened


@pytest.fixture
def filled(case: CaseFile, tmp_path: Path) -> CaseFile:
    """A case with one source: three events of `night-triage` and two of `draft-retry`, both Mira Holt's."""
    use = [*events(3), *events(2, agent="draft-retry", first=4)]
    assert import_file(case, write(tmp_path / "use.invented", use)).problem is None
    return case


@pytest.fixture
def auditor() -> Callable[..., Result]:
    """Runs a command of `auditor`, as in a terminal: `auditor("import", case, file)`."""
    return lambda *words: CliRunner().invoke(cli, [str(word) for word in words], prog_name="auditor")
