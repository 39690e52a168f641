"""A small case of an invented company, made once by the real importers and copied for each test."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from auditor.assess.run import assess
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.ingest import ingest
from auditor.sealed import set_look
from tests.company import Company

PROPERTIES = Properties(name="Small company", reviewer="R. Okafor", timezone="Europe/Berlin")


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="auditor-tests-"))
    Company(seed=3, people=4, agents=8, days=14, events=900).write(folder / "exports")
    path = folder / "small.auditcase"
    with CaseFile.create(path, PROPERTIES) as case:
        assert not [one.problem for one in ingest(case, find_files([folder / "exports"])) if one.problem]
        set_look(case, 0)
        assess(case, beside=False)  # so that nothing moves in the queue while a test looks at it
    return path


def gone(window: QWidget) -> None:
    """Close a window and delete it now: hundreds of dead windows would be restyled at each change of theme."""
    window.close()
    window.close()  # the first time it may warn of a verdict not saved
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)


def small_case(folder: Path) -> Path:
    """A copy of the small case: 8 agents, 900 events, outcomes, assessed."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(_made(), folder / "small.auditcase"))
