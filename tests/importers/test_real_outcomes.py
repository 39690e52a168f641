"""Real outcome exports, where they lie beside the repository."""

from collections import Counter
from pathlib import Path

import pytest

from auditor.importers.files.export_file import ExportFile
from auditor.importers.outcomes import beads, git_log
from auditor.records import ImportIssue, Outcome

EXPORTS = Path(__file__).parents[2].parent / "shared" / "exports" / "outcomes" / "spotter"
pytestmark = pytest.mark.skipif(not EXPORTS.is_dir(), reason="no real exports beside the repository")


def test_the_ticket_file_gives_336_closed_tickets_and_counts_the_others() -> None:
    *outcomes, warning = beads.IMPORTER.read(ExportFile.at(EXPORTS / "beads-issues.jsonl"))
    assert len({one.key for one in outcomes if isinstance(one, Outcome)}) == len(outcomes) == 336
    assert isinstance(warning, ImportIssue)
    assert warning.reason == "tickets that are no outcomes: 2 in_progress, 4 open, 6 tombstone"


@pytest.mark.parametrize(("name", "count"), [("git-log-unitsep.txt", 205), ("git-log-numstat.txt", 204)])
def test_a_log_gives_each_commit_once(name: str, count: int) -> None:
    commits = list(git_log.IMPORTER.read(ExportFile.at(EXPORTS / name)))
    assert Counter(type(one) for one in commits) == {Outcome: count}
    assert len({one.key for one in commits if isinstance(one, Outcome)}) == count


def test_both_logs_tell_the_same_commits() -> None:
    first, second = (
        {one.key: one for one in git_log.IMPORTER.read(ExportFile.at(EXPORTS / name)) if isinstance(one, Outcome)}
        for name in ("git-log-unitsep.txt", "git-log-numstat.txt")
    )
    both = first.keys() & second.keys()
    assert len(both) > 200
    assert [(first[k].at, first[k].title, first[k].person) for k in both] == [
        (second[k].at, second[k].title, second[k].person) for k in both
    ]


@pytest.mark.parametrize(("name", "helped"), [("git-log-unitsep.txt", 145), ("git-log-numstat.txt", 146)])
def test_a_log_tells_the_tool_that_its_trailers_name(name: str, helped: int) -> None:
    commits = git_log.IMPORTER.read(ExportFile.at(EXPORTS / name))
    told = Counter(one.helper for one in commits if isinstance(one, Outcome) and one.helper)
    assert told == {"Claude Opus 4.6 <noreply@anthropic.com>": helped}
