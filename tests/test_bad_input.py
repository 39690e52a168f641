"""Whatever is thrown at it: a sentence that names the file and says what to do, nothing half-imported, nothing lost."""

import gzip
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import Result

from auditor.case.case_file import CaseFile
from auditor.records import Label
from auditor.review import Draft, give_verdict
from tests.case.raw import row_counts

HEAD = "timestamp,employee,agent,input_tokens,output_tokens,prompt\n"
ROW = "2026-09-01T08:00:0{n}Z,mira.holt@example.org,tidy-up,100,10,{prompt}\n"
GOOD = HEAD + "".join(ROW.format(n=n, prompt="Sort the shelf") for n in range(5))
LINE = '{{"timestamp": "2026-09-01T08:00:0{n}Z", "user": "mira.holt@example.org", "agent": "tidy-up", "cost": 5}}\n'
NOBODY = 65534

Auditor = Callable[..., Result]


@pytest.fixture
def judged(filled: CaseFile) -> Path:
    """A closed case with a verdict that must survive."""
    give_verdict(filled, 1, Draft(Label.USEFUL, note="kept"))
    filled.close()
    return filled.path


@pytest.fixture
def refused(judged: Path, auditor: Auditor) -> Callable[..., str]:
    """Imports into the case; the import fails with one line, which is returned, and leaves no trace."""

    def run(*words: object) -> str:
        before = row_counts(judged)
        result = auditor("import", judged, *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert row_counts(judged) == before
        return one_line(result)

    return run


@pytest.fixture
def ordinary_person() -> Iterator[Path]:
    """A folder of someone who is not root, and the rights of that person for as long as the test lasts."""
    folder = Path(tempfile.mkdtemp(prefix="auditor-"))
    root = os.name == "posix" and os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)


def one_line(result: Result) -> str:
    """The only line on stderr, a sentence that begins with our name."""
    (line,) = result.stderr.splitlines()
    assert line.startswith("auditor: ")
    assert line.endswith((".", ").")) or "auditor new CASE" in line
    return line


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def tidy_up_events(case: Path) -> int:
    with CaseFile.open(case, readonly=True) as opened:
        assert [verdict.note for verdict in opened.verdicts.all()] == ["kept"]
        return sum(agent.totals.events for agent in opened.agents.all() if agent.name == "tidy-up")


REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "an empty file": ("use.csv", "", "use.csv: the file is empty."),
    "a binary file": ("use.csv", bytes(range(256)) * 9, "use.csv: this is a binary file, not an export."),
    "a picture": ("shot.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "shot.png: this is a binary file"),
    "valid JSON of something else": ("x.json", '{"name": "shelf"}', "x.json: no importer knows this format."),
    "a text": ("x.txt", "Dear all,\nplease use more tokens.\n", "x.txt: no importer knows this format."),
    "only a header": ("use.csv", HEAD, "use.csv: no usage and no outcome in this file."),
    "no row that can be read": ("use.csv", HEAD + "yesterday,m,a,1,1,\n", "(line 2: "),
    "a gzip file in name only": ("use.csv.gz", b"\x1f\x8b\x08 and no more", "gz: the compressed file is damaged."),
    "a damaged archive": ("all.zip", b"PK\x03\x04 and no more", "all.zip: the archive is damaged or cut off."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_imported_is_refused_with_a_sentence(
    refused: Callable[..., str], tmp_path: Path, what: str
) -> None:
    name, content, sentence = REFUSED[what]
    assert sentence in refused(put(tmp_path, name, content))


def test_a_missing_path_is_named(refused: Callable[..., str], tmp_path: Path) -> None:
    assert f"{tmp_path}/none.csv: there is no such file. Check the path." in refused(tmp_path / "none.csv")


def test_an_empty_folder_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "empty" / "below").mkdir(parents=True)
    assert "empty: there is no file in this folder." in refused(tmp_path / "empty")


def test_a_folder_without_exports_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    put(tmp_path / "docs", "a.txt", "Dear all,\n")
    put(tmp_path / "docs", "b.txt", "Yours,\n")
    line = refused(tmp_path / "docs")
    assert "docs/a.txt: no importer knows this format." in line
    assert "And 1 more not imported" in line


def test_other_files_in_a_folder_of_exports_are_passed_over(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    put(tmp_path / "exports", "README", "Our exports.\n")
    put(tmp_path / "exports", "use.csv", GOOD)
    result = auditor("import", judged, tmp_path / "exports")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "passed over" in result.stdout
    assert tidy_up_events(judged) == 5


def test_a_bad_file_beside_a_good_one_does_not_stop_it(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    good, bad = put(tmp_path, "good.csv", GOOD), put(tmp_path, "bad.csv", "")
    result = auditor("import", judged, bad, good)
    assert (result.exit_code, tidy_up_events(judged)) == (1, 5)
    assert "bad.csv: the file is empty." in one_line(result)


def test_a_missing_file_beside_a_good_one_does_not_stop_it(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    result = auditor("import", judged, tmp_path / "lost.csv", put(tmp_path, "good.csv", GOOD))
    assert (result.exit_code, tidy_up_events(judged)) == (1, 5)
    assert "lost.csv: there is no such file." in one_line(result)


def test_a_link_to_nowhere_in_a_folder_does_not_stop_the_rest(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    put(tmp_path / "exports", "use.csv", GOOD)
    (tmp_path / "exports" / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    result = auditor("import", judged, tmp_path / "exports")
    assert (result.exit_code, tidy_up_events(judged)) == (1, 5)
    assert "link.csv: there is no such file." in one_line(result)


def test_an_archive_within_an_archive_is_opened(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    for archive, name, data in ((inner, "use.csv", GOOD.encode()), (outer, "more.csv", (GOOD + "\n").encode())):
        with ZipFile(archive, "w") as made:
            made.writestr(name, data)
            if archive is outer:
                made.writestr("inner.zip", inner.read_bytes())
    result = auditor("import", judged, outer)
    assert result.exit_code == 0 and "outer.zip/inner.zip/use.csv" in result.output


def test_a_wrong_quote_costs_one_row(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    rows = [ROW.format(n=n, prompt='"Sort the shelf' if n == 2 else "Sort") for n in range(5)]
    result = auditor("import", judged, put(tmp_path, "use.csv", HEAD + "".join(rows)))
    assert (result.exit_code, tidy_up_events(judged)) == (0, 4)
    with CaseFile.open(judged, readonly=True) as case:
        (issue,) = case.sources.issues(2)
        assert issue.line == 4
        assert "a quotation mark opens in this line" in issue.reason


def test_a_last_line_cut_in_the_middle_is_reported_and_the_rest_imported(
    judged: Path, auditor: Auditor, tmp_path: Path
) -> None:
    path = put(tmp_path, "use.jsonl", "".join(LINE.format(n=n) for n in range(4))[:-30])
    result = auditor("import", judged, path)
    assert (result.exit_code, tidy_up_events(judged)) == (0, 3)
    with CaseFile.open(judged, readonly=True) as case:
        assert [(issue.line, issue.reason) for issue in case.sources.issues(2)] == [(4, "the line is cut off")]


def test_a_gzip_file_cut_off_is_read_as_far_as_it_goes(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    rows = "".join(ROW.format(n=n % 10, prompt=f"Sort shelf {n * 7919}") for n in range(3_000))
    path = put(tmp_path, "use.csv.gz", gzip.compress((HEAD + rows).encode())[:-4_000])
    assert auditor("import", judged, path).exit_code == 0
    assert 1_000 < tidy_up_events(judged) < 3_000
    with CaseFile.open(judged, readonly=True) as case:
        assert "the compressed file is damaged" in case.sources.issues(2)[-1].reason


def test_fifty_megabytes_on_one_line_are_passed_over(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    rows = [ROW.format(n=n, prompt="x" * (50 << 20) if n == 1 else "Sort") for n in range(5)]
    result = auditor("import", judged, put(tmp_path, "use.csv", HEAD + "".join(rows)))
    assert (result.exit_code, tidy_up_events(judged)) == (0, 4)
    with CaseFile.open(judged, readonly=True) as case:
        assert [issue.line for issue in case.sources.issues(2)] == [3]


def test_fifty_megabytes_of_nothing_on_one_line_are_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "use.jsonl: no importer knows" in refused(put(tmp_path, "use.jsonl", '{"a": "' + "x" * (50 << 20) + '"}'))


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_another_encoding_is_read_right(judged: Path, auditor: Auditor, tmp_path: Path, encoding: str) -> None:
    text = GOOD.replace("Sort", "Räume").replace("tidy-up", "tidy-up")
    result = auditor("import", judged, put(tmp_path, "use.csv", text.encode(encoding)))
    assert (result.exit_code, tidy_up_events(judged)) == (0, 5)
    with CaseFile.open(judged, readonly=True) as case:
        assert case.events.request(6).prompt == "Räume the shelf"


def encrypted_zip(path: Path) -> Path:
    """An archive whose member says that it is encrypted, in both of its headers."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("use.csv", GOOD)
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + place, 1)
    path.write_bytes(data)
    return path


def test_an_encrypted_archive_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    line = refused(encrypted_zip(tmp_path / "all.zip"))
    assert "“use.csv” in this archive is encrypted. Unpack it with its password first." in line


def test_an_archive_with_a_damaged_member_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("use.csv", GOOD)
    content = (tmp_path / "all.zip").read_bytes()
    put(tmp_path, "all.zip", content.replace(b"08:00:03", b"08:00:04"))
    assert "all.zip/use.csv: the file is damaged or cut off" in refused(tmp_path / "all.zip")


def test_an_archive_cut_short_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("use.csv", GOOD)
    put(tmp_path, "all.zip", (tmp_path / "all.zip").read_bytes()[:200])
    assert "all.zip: the archive is damaged or cut off." in refused(tmp_path / "all.zip")


def test_an_unknown_importer_is_told_with_those_there_are(refused: Callable[..., str], tmp_path: Path) -> None:
    line = refused(put(tmp_path, "use.csv", GOOD), "--as", "fancy")
    assert "There is no importer “fancy”. Choose from: generic-table, " in line


def test_an_unknown_time_zone_is_told_with_an_example(refused: Callable[..., str], tmp_path: Path) -> None:
    line = refused(put(tmp_path, "use.csv", GOOD), "--timezone", "Mars/North")
    assert "There is no time zone “Mars/North”. Use a name like Europe/Berlin or UTC." in line


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("{", "map.json: this mapping cannot be read"),
        ("[1]", "map.json: a mapping is one JSON object."),
        ('{"timestamp": 3}', "map.json: a mapping is one JSON object."),
        ('{"timestamp": "created"}', "use.csv: "),
        ('{"colour": "agent"}', "use.csv: "),
    ],
)
def test_a_broken_mapping_is_refused(refused: Callable[..., str], tmp_path: Path, mapping: str, sentence: str) -> None:
    use = put(tmp_path, "use.csv", GOOD)
    assert sentence in refused(use, "--mapping", put(tmp_path, "map.json", mapping))


def test_a_missing_mapping_is_refused(refused: Callable[..., str], tmp_path: Path) -> None:
    use = put(tmp_path, "use.csv", GOOD)
    assert "none.json: this mapping cannot be read" in refused(use, "--mapping", tmp_path / "none.json")


def test_a_failed_import_makes_no_case(auditor: Auditor, tmp_path: Path) -> None:
    result = auditor("import", tmp_path / "new.auditcase", put(tmp_path, "use.csv", ""))
    assert "use.csv: the file is empty." in one_line(result)
    assert not list(tmp_path.glob("new.auditcase*"))


def test_a_file_without_permission_is_named(ordinary_person: Path, auditor: Auditor) -> None:
    path = put(ordinary_person, "use.csv", GOOD)
    path.chmod(0)
    result = auditor("import", ordinary_person / "a.auditcase", path)
    assert "use.csv: you may not read this. Ask its owner" in one_line(result)


def test_a_folder_without_permission_is_not_passed_over(ordinary_person: Path, auditor: Auditor) -> None:
    put(ordinary_person, "use.csv", GOOD)
    (ordinary_person / "secret").mkdir(mode=0)
    result = auditor("import", ordinary_person / "a.auditcase", ordinary_person)
    assert "you may not read this" in one_line(result)
    assert "secret" in one_line(result)


def test_a_case_without_permission_is_told(ordinary_person: Path, auditor: Auditor) -> None:
    use, case = put(ordinary_person, "use.csv", GOOD), ordinary_person / "a.auditcase"
    assert auditor("import", case, use).exit_code == 0
    case.chmod(0)
    assert "You may not read" in one_line(auditor("agents", case))


def test_a_read_only_case_is_shown_but_not_written(ordinary_person: Path, auditor: Auditor) -> None:
    use, case = put(ordinary_person, "use.csv", GOOD), ordinary_person / "a.auditcase"
    assert auditor("import", case, use).exit_code == 0
    case.chmod(0o400)
    assert "tidy-up" in auditor("agents", case).stdout
    line = one_line(auditor("label", case, "tidy-up", "useful", "--reviewer", "R. Okafor"))
    assert "a.auditcase is read-only" in line
    assert "Copy it to a place where you may write." in line


def test_a_case_in_a_read_only_folder_can_be_looked_at(ordinary_person: Path, auditor: Auditor) -> None:
    use, folder = put(ordinary_person, "use.csv", GOOD), ordinary_person / "archive"
    folder.mkdir()
    assert auditor("import", folder / "a.auditcase", use).exit_code == 0
    folder.chmod(0o500)
    assert "tidy-up" in auditor("agents", folder / "a.auditcase").stdout
    assert "a.auditcase" in one_line(auditor("import", folder / "a.auditcase", use))


def test_a_case_open_elsewhere_is_told(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from auditor.case.case_file import CaseFile\n"
    script += "with CaseFile.open(Path(sys.argv[1])): print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(judged)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout and other.stdout.readline()
        line = one_line(auditor("import", judged, put(tmp_path, "use.csv", GOOD)))
        other.communicate()
    assert "audit.auditcase is open elsewhere. Close it" in line


def test_an_export_given_as_the_case_is_told(auditor: Auditor, tmp_path: Path) -> None:
    use = put(tmp_path, "use.csv", GOOD)
    assert "use.csv is not a case file. To bring in an export" in one_line(auditor("import", use, use))


def test_a_full_disk_is_told(judged: Path, auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.case import store

    def small(path: Path) -> store.sqlite3.Connection:
        connection = writing(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 30}").fetchone()
        return connection

    writing = store.writing
    monkeypatch.setattr(store, "writing", small)
    before = row_counts(judged)
    rows = [ROW.format(n=n % 10, prompt="Sort " + "the shelf " * n) for n in range(900)]
    result = auditor("import", judged, put(tmp_path, "use.csv", HEAD + "".join(rows)))
    assert (result.exit_code, row_counts(judged)) == (1, before)
    assert "The disk is full: audit.auditcase could not grow. Free some space and do it again." in one_line(result)


def test_a_file_name_that_is_no_text_can_be_imported(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.csv")
    path.write_text(GOOD)
    assert auditor("import", judged, tmp_path / path.name).exit_code == 0
    assert tidy_up_events(judged) == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_by_name_and_left_out_of_a_folder(judged: Path, auditor: Auditor, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.csv")
    assert "in: there is no file in this folder." in one_line(auditor("import", judged, tmp_path / "in"))
    put(tmp_path / "in", "use.csv", GOOD)
    assert auditor("import", judged, tmp_path / "in").exit_code == 0
    assert tidy_up_events(judged) == 5
    line = one_line(auditor("import", judged, tmp_path / "in" / "pipe.csv"))
    assert "pipe.csv: this is a pipe, a socket or a device, not a file. Save what it gives as a file" in line
