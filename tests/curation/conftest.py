import pytest


@pytest.fixture(scope="module", autouse=True)
def checks_from_cache(query_cache):
    """Commands check the package after each change of a few rows."""
