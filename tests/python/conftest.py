"""How the tests are shared among processes."""

import pytest


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep a module in one process, and in one process all that works in the demo's state."""
    for item in items:
        works_in_demo = "demo_run" in getattr(item, "fixturenames", ())
        name = "demo_run" if works_in_demo else str(item.path)
        item.add_marker(pytest.mark.xdist_group(name))
