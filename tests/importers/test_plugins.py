"""Importers of other packages join; a broken one is named and passed over. The README's example is run as written."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

from auditor.importers import BUILT_IN
from auditor.importers.contract import Importer
from auditor.plugins import joined

GROUP = "auditor.importers"
README = Path(__file__).parents[2] / "README.md"


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_what_cannot_join_is_named_and_the_rest_goes_on() -> None:
    found = [
        point("gone", "no.such.module:IMPORTER"),
        point("number", "math:pi"),
        point("twin", "auditor.importers.assistants.openclaw:IMPORTER"),
        point("good", "tests.invented:INVENTED"),
    ]
    importers, problems = joined(GROUP, Importer, BUILT_IN, found)
    assert [importer.name for importer in importers] == ["invented"]
    assert [problem.split("“")[1].split("”")[0] for problem in problems] == ["gone", "number", "twin"]
    assert "ModuleNotFoundError" in problems[0] and "not an Importer" in problems[1] and "already" in problems[2]


def test_the_importer_in_the_readme_works_as_written(tmp_path: Path) -> None:
    section = README.read_text(encoding="utf-8").split("### Add an importer in ten lines")[1]
    code, toml = re.findall(r"```(?:python|toml)\n(.*?)```", section, re.DOTALL)[:2]
    line = re.search(r"lines such as `(.*?)`", section)
    assert line and json.loads(line[1])
    (tmp_path / "house_log.py").write_text(code, encoding="utf-8")
    about = tmp_path / "house_log-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house-log\nVersion: 1.0\n")
    group = re.search(r'entry-points\."(.*?)"', toml)
    name, value = re.findall(r'(\S+) = "(.*?)"', toml)[0]
    assert group
    (about / "entry_points.txt").write_text(f"[{group[1]}]\n{name} = {value}\n")
    (tmp_path / "log.jsonl").write_text(f"{line[1]}\nhalf a li\n", encoding="utf-8")

    def auditor(*arguments: str) -> str:
        path = os.pathsep.join([str(tmp_path), str(README.parent)])
        ran = subprocess.run(
            [sys.executable, "-m", "auditor", *arguments],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert "House log" in auditor("formats")
    told = json.loads(auditor("import", str(tmp_path / "c.auditcase"), str(tmp_path / "log.jsonl"), "--json"))
    (source,) = told["sources"]
    assert (source["importer"], source["events"], source["rejected"]) == ("house-log", 1, 1)
    assert source["tokens"]["input"] == 1200
