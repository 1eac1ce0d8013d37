"""What the tests of the directory share."""

import pytest

from directory.views import reading


@pytest.fixture(autouse=True)
def no_memory():
    """The database goes back in time between tests; what a process remembers of it does not."""
    reading.forget()
