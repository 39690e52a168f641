"""Use case: build the sample case from the export files that come with the program, and assess it."""

from pathlib import Path

from platformdirs import user_data_path

from auditor.assess.run import assess
from auditor.case.case_file import SUFFIX, CaseFile
from auditor.case.properties import Properties
from auditor.find import find_files
from auditor.ingest import ingest
from auditor.progress import Progress
from auditor.resources import resource
from auditor.sealed import set_look

FILE_NAME = f"sample{SUFFIX}"

SEED = 2026
"""Of the sealed look, so that the sample case is the same everywhere."""

PROPERTIES = Properties(
    name="Sample: Lindmark Parcel",
    reviewer="R. Okafor",
    timezone="Europe/Berlin",
    purpose="Which agents' token use is work, eight weeks around the announcement of a usage target.",
    authority="Audit committee of the invented company Lindmark Parcel",
    retain_until="2027-11-30",
    announced="2026-09-28",
    weekly_target="4000000",
    report_weekday="fri",
)


def sample_folder() -> Path:
    """Where the sample case lives when nobody says otherwise: this program's folder for data of this user."""
    return user_data_path("auditor", appauthor=False)


def build_sample(folder: Path, progress: Progress | None = None) -> Path:
    """The sample case in `folder`, made if it is not there yet; a half-made one is never left. Returns its path."""
    path = folder / FILE_NAME
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    growing = folder / f"growing-{FILE_NAME}"
    growing.unlink(missing_ok=True)
    with CaseFile.create(growing, PROPERTIES) as case:
        for imported in ingest(case, find_files([resource("sample/exports")]), progress=progress):
            if imported.problem:
                raise imported.problem
        assess(case, progress)
        set_look(case, seed=SEED)
    return growing.rename(path)
