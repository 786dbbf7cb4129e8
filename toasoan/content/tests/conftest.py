"""Fixtures of the content room."""

import pytest

from toasoan.content.tests.factories import make_article, open_newsroom


@pytest.fixture
def newsroom(db):
    return open_newsroom("tbtc")


@pytest.fixture
def article(newsroom):
    return make_article(newsroom)
