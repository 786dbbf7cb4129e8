"""A unit with a portal, and a page store of its own for each test."""

import pytest

from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.publicsite.tests.factories import make_portal


@pytest.fixture(autouse=True)
def page_store(settings, tmp_path):
    settings.PAGE_STORE_DIR = tmp_path / "pages"
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.PAGE_STORE_DIR


@pytest.fixture
def newsroom(db):
    return open_newsroom("tbtc")


@pytest.fixture
def portal(db):
    return make_portal()


@pytest.fixture
def article(newsroom):
    return make_article(newsroom)
