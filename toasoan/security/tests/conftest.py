"""People for the tests, and the tables of their threads."""

import pytest

from toasoan.security.models import AuditChainHead, AuditEntry, SignInCounter, User

PASSWORD = "Tòa soạn số 6 mở cửa"


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    """Serve the admin alone, so that the faces above are not needed."""
    settings.ROOT_URLCONF = "toasoan.security.tests.urls"


@pytest.fixture
def ha(db):
    return User.objects.create_user(
        "ha@example.vn", PASSWORD, full_name="Nguyễn Thu Hà"
    )


@pytest.fixture
def chief(db):
    return User.objects.create_superuser(
        "chief@example.vn", PASSWORD, full_name="Trần Đình Khải"
    )


@pytest.fixture
def thread_tables():
    return User, AuditChainHead, AuditEntry, SignInCounter
