"""Fixtures of the newsroom room."""

import pytest

from toasoan.content.tests.factories import open_newsroom


@pytest.fixture
def room(db):
    return open_newsroom()
