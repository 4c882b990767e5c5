"""What every test may ask for: the rules and agencies, and property tests that end soon and can be repeated."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from sitegen.app.knowledge import load_knowledge
from sitegen.convert.pipeline import Knowledge

settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()
