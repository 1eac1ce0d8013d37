"""A desk of the directory's coordinator: logged in, with her rights."""

import pytest
from django.core.management import call_command

from tests.factories import UserFactory


@pytest.fixture
def groups():
    call_command("set_up_groups")


@pytest.fixture
def coordinator(groups):
    return UserFactory(full_name="Camille", groups=["directory coordinator"])


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client
