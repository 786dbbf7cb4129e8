"""Another unit's photo in an article: only by its grant, under its credit, and written down."""

import pytest
from django.test import Client
from django.urls import reverse

from toasoan.archive.holdings.sharing import grant_add, grant_end
from toasoan.archive.models import AssetUse, Photo, UnitSharing
from toasoan.content.editing.known_references import references_unknown
from toasoan.content.publication.gate import gate_check
from toasoan.content.services import item_publish
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_photo,
    open_newsroom,
)
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return open_newsroom("tbtc")


@pytest.fixture
def owner():
    return open_newsroom("hq")


@pytest.fixture
def photo(owner):
    return make_photo(owner.unit)


@pytest.fixture
def keeper(owner):
    return make_person("Luu tru", unit=owner.unit, role=Role.ARCHIVIST)


def use_grant(owner, newsroom, photo, keeper, **clauses):
    return grant_add(
        from_unit=owner.unit,
        to_unit=newsroom.unit,
        level="use",
        entry=photo.entry,
        by=keeper,
        **clauses,
    )


def blockers(article):
    return {each.code: each.message for each in gate_check(article)}


def test_the_gate_goes_by_the_grant_and_its_credit(newsroom, owner, photo, keeper):
    article = make_article(newsroom, lead_photo=photo, lead_caption="Quầy thuế.")
    assert "rights" in blockers(article)
    grant = use_grant(owner, newsroom, photo, keeper, credit="Báo Hải quan")
    found = blockers(article)
    assert "rights" not in found
    assert found["credit"] == (
        "“Quầy thuế”: Ảnh của đơn vị khác phải ghi nguồn “Báo Hải quan”. "
        "Chép đúng dòng ấy vào ô ghi nguồn hoặc chú thích"
    )
    article.lead_caption = "Quầy thuế. Ảnh: Báo Hải quan"
    article.save_revision()
    assert "credit" not in blockers(article)
    grant_end(grant=grant, by=keeper)
    assert "rights" in blockers(article)


def test_a_publication_is_in_the_ledger_once(newsroom, owner, photo, keeper):
    use_grant(owner, newsroom, photo, keeper)
    article = make_article(newsroom, lead_photo=photo)
    assert not AssetUse.objects.exists()
    approve_all(newsroom, article)
    item_publish(item=article, by=newsroom.secretary)
    item_publish(item=article, by=newsroom.secretary)
    [use] = AssetUse.objects.all()
    assert (use.entry, use.owner, use.unit) == (photo.entry, owner.unit, newsroom.unit)
    assert (use.item_id, use.item_title) == (article.pk, article.title)
    assert (use.credit, use.by) == ("Ảnh: Gia Bảo", newsroom.secretary)


def test_the_chooser_offers_what_was_opened_for_use_and_nothing_else(
    newsroom, owner, photo, keeper
):
    UnitSharing.objects.create(unit=owner.unit, shows_previews=False)
    hidden = make_photo(owner.unit, title="Ảnh kín")
    client = Client()
    client.force_login(newsroom.reporter)
    listed = reverse("wagtailimages_chooser:choose_results")
    chosen = reverse("wagtailimages_chooser:chosen", args=[photo.pk])
    assert photo.title not in client.get(listed).content.decode()
    assert client.get(chosen).status_code in {302, 403, 404}
    use_grant(owner, newsroom, photo, keeper)
    page = client.get(listed).content.decode()
    assert photo.title in page
    assert hidden.title not in page
    assert client.get(chosen).status_code == 200
    edit = reverse("wagtailimages:edit", args=[photo.pk])
    assert client.get(edit).status_code in {302, 403, 404}
    assert client.post(edit, {"title": "Đổi"}).status_code in {302, 403, 404}
    photo.refresh_from_db()
    assert photo.title == "Quầy thuế"


def test_a_form_may_name_the_photo_while_it_is_opened_for_use(
    newsroom, owner, photo, keeper
):
    named = frozenset({(Photo, str(photo.pk))})
    assert references_unknown(newsroom.reporter, named) == named
    grant = use_grant(owner, newsroom, photo, keeper)
    assert references_unknown(newsroom.reporter, named) == frozenset()
    grant_end(grant=grant, by=keeper)
    assert references_unknown(newsroom.reporter, named) == named
