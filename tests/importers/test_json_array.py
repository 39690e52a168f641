"""An array in one line, longer than any line may be, is read member by member."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.importers import json_array
from auditor.importers.export_file import ExportFile
from auditor.records import ImportIssue

Found = list[object]
TEXTS = ['a "quoted" [ text', "back\\slash\\", '\\"', "{[}]", "ü \u2028 \n 🙂", ""]
MEMBERS: list[dict[str, object]] = [{"n": n, "text": TEXTS[n % 6] * 20, "in": [{"x": [n]}]} for n in range(900)]


@pytest.fixture
def members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Found]:
    def run(content: str | bytes, block: int = 1 << 20) -> Found:
        monkeypatch.setattr(json_array, "BLOCK", block)
        path = tmp_path / "array.json"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = json_array.objects(ExportFile.at(path))
        return [item if isinstance(item, ImportIssue) else item[1] for item in found]

    return run


@pytest.mark.parametrize("block", [1 << 20, 4099, 7])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_blocks_may_end_anywhere(members: Callable[..., Found], block: int, ascii_only: bool) -> None:
    assert members(json.dumps(MEMBERS, ensure_ascii=ascii_only), block) == MEMBERS


def test_a_short_or_many_lined_array_is_read_as_ever(members: Callable[..., Found]) -> None:
    assert members(json.dumps(MEMBERS[:3])) == MEMBERS[:3]
    assert members(json.dumps(MEMBERS, indent=1)) == MEMBERS


def test_a_byte_order_mark_and_white_space_do_not_matter(members: Callable[..., Found]) -> None:
    assert members("\ufeff[ " + json.dumps(MEMBERS)[1:-1].replace("}, {", "}  ,\t{") + " ]\n\n") == MEMBERS


@pytest.mark.parametrize(("cut", "whole"), [(-1, 900), (-2, 899), (-30, 899)])
def test_an_array_that_is_cut_off_gives_its_whole_members_and_an_issue(
    members: Callable[..., Found], cut: int, whole: int
) -> None:
    *found, issue = members(json.dumps(MEMBERS)[:cut])
    assert found == MEMBERS[:whole] and isinstance(issue, ImportIssue) and "cut off" in issue.reason


def test_a_member_that_is_wrong_or_too_large_costs_itself(
    members: Callable[..., Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_array, "LONGEST_LINE", 20_000)
    wrong = ['{"n": nope}', '{"a": [1, "%s"], "b": 2}' % ('\\\\ \\" ]' * 9_000), '{"text": "%s"}' % ("x" * 50_000)]
    content = "[" + ",".join([*map(json.dumps, MEMBERS), *wrong, '{"last": 1}']) + "]"
    found = members(content, 4096)
    assert found[:900] == MEMBERS and found[-1] == {"last": 1}
    assert [type(item) for item in found[900:-1]] == [ImportIssue] * 3


def test_the_whole_file_is_hashed_and_its_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "array.json"
    path.write_text("[" + ",".join(map(json.dumps, MEMBERS)) + "\n,\n" + json.dumps({"n": -1}) + "]\n")
    file = ExportFile.at(path)
    found = [item for item in json_array.objects(file) if not isinstance(item, ImportIssue)]
    assert (found[0][0], found[-1]) == (1, (3, {"n": -1}))
    assert (file.bytes_read, file.lines_read) == (file.size, 3)


def test_a_string_without_an_end_is_not_held(members: Callable[..., Found], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_array, "LONGEST_LINE", 20_000)
    *found, issue = members("[" + json.dumps(MEMBERS)[1:-1] + ', {"text": "' + "x" * 300_000, 4096)
    assert found == MEMBERS and isinstance(issue, ImportIssue) and "cut off" in issue.reason
