"""Benchmarks run only when they are chosen: `pytest tests/benchmarks -m benchmark -s`."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A benchmark in the daily run would only slow it down."""
    if "benchmark" not in (config.getoption("-m") or ""):
        for item in items:
            if item.get_closest_marker("benchmark"):
                item.add_marker(pytest.mark.skip(reason="measures speed; choose it with -m benchmark"))
