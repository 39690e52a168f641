"""The README is true: its lists are those of the registries, its commands and pictures exist."""

import re

from auditor.cli.main import cli
from tests.readme import README, written

TEXT = README.read_text(encoding="utf-8")


def test_the_lists_are_those_of_the_registries():
    assert written(TEXT) == TEXT, "run: python -m tests.readme"


def test_every_command_it_shows_exists():
    shown = set(re.findall(r"^auditor ([a-z]+) ", TEXT, re.MULTILINE))
    assert shown and shown <= set(cli.commands)


def test_every_picture_it_shows_is_there():
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", TEXT)
    assert pictures and all((README.parent / picture).is_file() for picture in pictures)
