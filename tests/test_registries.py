"""What holds for every member of every registry."""

import pytest

from auditor.exports import EXPORTERS
from auditor.importers import IMPORTERS
from auditor.indicators import INDICATORS
from auditor.timeline.lanes import LANES

REGISTRIES = {"importers": IMPORTERS, "indicators": INDICATORS, "lanes": LANES, "exporters": EXPORTERS}


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_names_are_unique_and_fit_a_command_line(registry):
    names = [member.name for member in registry]
    assert len(set(names)) == len(names)
    assert all(name == name.lower().strip() and " " not in name for name in names)


@pytest.mark.parametrize("registry", REGISTRIES.values(), ids=REGISTRIES)
def test_every_member_has_a_title(registry):
    assert all(member.title[:1].isupper() or member.title.startswith("git") for member in registry)
