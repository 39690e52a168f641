"""Writes the README's lists from the registries: `python -m tests.readme`; a test checks that they are current."""

import re
from pathlib import Path

from auditor.gui.commands import COMMANDS
from auditor.importers import BUILT_IN
from auditor.indicators import BUILT_IN as INDICATORS

README = Path(__file__).parent.parent / "README.md"


def formats() -> str:
    """The importers as a table."""
    rows = [f"| `{i.name}` | {i.title} | {i.gives} | {'yes' if i.seen_on_real_file else 'not yet'} |" for i in BUILT_IN]
    return "\n".join(
        ["| importer | format | what a record is and tells | seen on a real file |", "|---|---|---|---|", *rows]
    )


def keys() -> str:
    """The commands as a table."""
    rows = [f"| {_shown(command.keys)} | {command.title} | {command.place} |" for command in COMMANDS]
    return "\n".join(["| keys | what they do | where |", "|---|---|---|", *rows])


def indicators() -> str:
    """The indicators as a table."""
    rows = [f"| {i.title} | {i.aspect} | {i.question} | {i.benign} |" for i in INDICATORS]
    return "\n".join(
        ["| indicator | aspect | what it asks | what innocent work looks the same |", "|---|---|---|---|", *rows]
    )


def written(text: str) -> str:
    """The README with its lists made anew."""
    for name, table in (("formats", formats()), ("indicators", indicators()), ("keys", keys())):
        block = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = block.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text)
    return text


def _shown(keys: str) -> str:
    return " or ".join(f"`{key}`" for key in keys.split("  "))


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
