import pytest

from cms.memory import forget


@pytest.fixture(autouse=True)
def forgetful():
    """No test sees the menu of another."""
    forget()
    yield
    forget()
