"""The shipped nginx configuration says what the app says."""

from pathlib import Path

from django.conf import settings

from toasoan.publicsite.answering import HTML_CACHE, OTHER_CACHE
from toasoan.security.headers import reader_headers

CONF = Path(settings.BASE_DIR) / "deploy" / "nginx.conf"


def test_nginx_sends_the_readers_headers_of_the_app():
    text = CONF.read_text("utf-8")
    for name, value in reader_headers().items():
        assert f'add_header {name} "{value}" always;' in text
    assert HTML_CACHE in text
    assert OTHER_CACHE in text
