"""A photo deleted from the archive leaves a hole, never a broken page."""

import pytest
from django.urls import reverse

from toasoan.content.tests.factories import make_article

pytestmark = pytest.mark.django_db
HOLE = {
    "photo": None,
    "caption": "Quầy thuế",
    "credit": "Ảnh: Gia Bảo",
    "alt_text": "",
    "is_wide": False,
    "made_with_ai": False,
}


@pytest.mark.parametrize(
    "block",
    [
        ("picture", HOLE),
        ("picture", HOLE | {"is_wide": True}),
        ("gallery", {"caption": "", "pictures": [HOLE, HOLE]}),
    ],
)
def test_the_item_is_shown_and_says_what_is_missing(client, newsroom, block):
    article = make_article(newsroom, body=[block])
    client.force_login(newsroom.reporter)

    page = client.get(reverse("content:item", args=[article.pk]))

    assert page.status_code == 200
    assert "Một ảnh trong bài đã bị xóa khỏi kho." in page.content.decode()
