"""Benchmarks run only when they are chosen: `pytest tests/benchmarks -m benchmark -s`."""

import pytest


@pytest.fixture(autouse=True)
def only_when_chosen(request: pytest.FixtureRequest) -> None:
    """A benchmark in the daily run would only slow it down."""
    if "benchmark" not in (request.config.getoption("-m") or ""):
        pytest.skip("measures speed; choose it with -m benchmark")

