"""`auditor mapping`: a draft of a mapping file, to be read, changed and given back with `--mapping`."""

from pathlib import Path

import click

from auditor.cli.tell import document, failures_told, plain
from auditor.find import find_files
from auditor.importers.mapping import GRAINS
from auditor.importers.tables.mapping_json import mapping_json
from auditor.importers.tables.table_columns import FIELDS_OF
from auditor.mapping.guess import Draft, draft
from auditor.mapping.saved import SavedMappings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--grain", type=click.Choice(GRAINS), help="What one row is; guessed where not told.")
@click.option("--json", "as_json", is_flag=True, help="JSON is what it prints anyway.")
def mapping(file: Path, grain: str | None, as_json: bool) -> None:
    """Guess which column of the table FILE is what, and print it as a mapping file.

    Save it, change what is wrong, take out of "unconfirmed" what is right, and import with --mapping. A mapping that
    was confirmed in the window for a table with the same headers is printed instead of a guess.
    """
    del as_json
    with failures_told():
        found = draft(find_files([file])[0], grain or "")
        saved = SavedMappings().find(found.headers)
        if saved and grain in (None, saved.grain):
            click.echo(f"auditor: {plain(saved.origin)}", err=True)
            document(mapping_json(saved))
            return
        document(_as_json(file, found))
        if found.mapping.unconfirmed:
            names = ", ".join(found.mapping.unconfirmed)
            click.echo(f"auditor: to be confirmed by you: {names}", err=True)


def _as_json(file: Path, found: Draft) -> dict[str, object]:
    """The mapping with every field of its grain, so that only values need to be filled in, and the reasons beside."""
    told = mapping_json(found.mapping)
    columns = {name: found.mapping.columns.get(name) for name in FIELDS_OF[found.mapping.grain]}
    reasons = {name: guess.reason for name, guess in found.guesses.items() if guess.column}
    samples = {name: guess.sample[:80] for name, guess in found.guesses.items() if guess.column}
    about: dict[str, object] = {"reasons": reasons | found.about, "samples": samples, "headers": list(found.headers)}
    return {"version": told["version"], "file": file.name, "columns": columns} | told | {"columns": columns} | about
