"""Texts are found again: named, kept by each step, compared, taken back."""

import pytest

from toasoan.content import services
from toasoan.content.errors import LeaseHeld, ReasonMissing
from toasoan.content.models import ItemSeen, ItemText, ItemVersion
from toasoan.content.tests.factories import (
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


def _write(item, sapo, by):
    draft = type(item).objects.get(pk=item.pk).get_latest_revision_as_object()
    draft.sapo = sapo
    return draft.save_revision(user=by)


def test_a_named_version_stays_what_it_was_when_autosave_writes_on(newsroom, article):
    revision = _write(article, "Bản một", newsroom.reporter)
    version = services.version_name(
        item=_stored(article), name="Trước khi cắt", note="Đủ số", by=newsroom.reporter
    )

    draft = _stored(article).get_latest_revision_as_object()
    draft.sapo = "Bản hai"
    draft.save_revision(user=newsroom.reporter, overwrite_revision=revision)

    version.refresh_from_db()
    assert (version.name, version.note) == ("Trước khi cắt", "Đủ số")
    assert version.text.content["sapo"] == "Bản một"


def _stored(item):
    return type(item).objects.get(pk=item.pk)


def test_a_version_needs_a_name(newsroom, article):
    with pytest.raises(ReasonMissing, match="Đặt tên"):
        services.version_name(item=article, name=" ", by=newsroom.reporter)

    assert not ItemVersion.objects.exists()


def test_who_does_not_write_in_the_unit_names_no_version(article):
    with pytest.raises(NotAllowed):
        services.version_name(
            item=article, name="Của tôi", by=open_newsroom("hq").chief
        )

    assert not ItemVersion.objects.exists()


def test_each_step_keeps_its_text_and_one_text_is_stored_once(newsroom):
    article = make_published(newsroom)

    kinds = list(article.versions.order_by("at", "pk").values_list("kind", flat=True))

    assert kinds == ["submit", *["approve"] * 4, "publish"]
    assert ItemText.objects.filter(item_id=article.pk).count() == 1


def test_taking_a_version_back_keeps_the_draft_it_replaces(newsroom, article):
    _write(article, "Bản một", newsroom.reporter)
    version = services.version_name(
        item=_stored(article), name="Một", by=newsroom.reporter
    )
    _write(article, "Bản hai", newsroom.reporter)

    services.version_restore(
        item=_stored(article), version=version, by=newsroom.reporter
    )

    draft = _stored(article).get_latest_revision_as_object()
    replaced = ItemVersion.objects.get(kind="replaced")
    assert (draft.sapo, replaced.text.content["sapo"]) == ("Bản một", "Bản hai")


def test_no_version_is_taken_back_under_somebodys_hands(newsroom, article):
    version = services.version_name(item=article, name="Một", by=newsroom.reporter)
    _write(article, "Bản hai", newsroom.reporter)
    editor = newsroom.people[Role.DESK_EDITOR]
    services.lease_take(item=article, by=editor, key="the")

    with pytest.raises(LeaseHeld):
        services.version_restore(
            item=_stored(article), version=version, by=newsroom.reporter
        )

    draft = _stored(article).get_latest_revision_as_object()
    assert draft.sapo == "Bản hai"
    assert not ItemVersion.objects.filter(kind="replaced").exists()


def test_a_version_of_another_item_is_refused(newsroom, article):
    other = make_article(newsroom, "Bài khác")
    version = services.version_name(item=other, name="Khác", by=newsroom.reporter)

    with pytest.raises(services.items.ItemNotReady):
        services.version_restore(item=article, version=version, by=newsroom.reporter)

    assert _stored(article).get_latest_revision_as_object().title != "Bài khác"


def test_a_refused_text_is_kept_once_and_the_draft_itself_not_at_all(newsroom, article):
    content = dict(article.get_latest_revision().content)
    same = services.version_keep_refused(
        item=article, content=content, kind="refused", by=newsroom.reporter
    )
    changed = {**content, "sapo": "Gõ khi bị giành"}
    first, second = (
        services.version_keep_refused(
            item=article, content=changed, kind="refused", by=newsroom.reporter
        )
        for _ in range(2)
    )

    assert same is None
    assert first == second
    assert first.text.content["sapo"] == "Gõ khi bị giành"


# --- What one saw -------------------------------------------------------------------


def test_what_one_saw_before_is_known_when_the_text_has_changed(newsroom, article):
    editor = newsroom.people[Role.DESK_EDITOR]
    services.item_seen_note(item=_stored(article), by=editor)
    _write(article, "Đổi rồi", newsroom.reporter)

    services.item_seen_note(item=_stored(article), by=editor)
    services.item_seen_note(item=_stored(article), by=editor)

    seen = ItemSeen.objects.get(person=editor)
    assert seen.before.content["sapo"] == "Thu nội địa tăng so với cùng kỳ."
    assert seen.text.content["sapo"] == "Đổi rồi"


def test_what_one_wrote_oneself_is_no_news(newsroom, article):
    services.item_seen_note(item=_stored(article), by=newsroom.reporter)
    _write(article, "Tự sửa", newsroom.reporter)

    services.item_seen_note(item=_stored(article), by=newsroom.reporter)

    seen = ItemSeen.objects.get()
    assert (seen.before, seen.text.content["sapo"]) == (None, "Tự sửa")


def test_texts_that_nobody_needs_are_dropped(newsroom, article):
    editor = newsroom.people[Role.DESK_EDITOR]
    for sapo in ("Một", "Hai", "Ba", "Bốn"):
        _write(article, sapo, newsroom.reporter)
        services.item_seen_note(item=_stored(article), by=editor)

    kept = [text.content["sapo"] for text in ItemText.objects.order_by("pk")]
    assert kept == ["Ba", "Bốn"]


def test_an_item_with_versions_can_be_erased(newsroom, article):
    services.version_name(item=article, name="Một", by=newsroom.reporter)
    services.item_seen_note(item=article, by=newsroom.reporter)

    services.item_erase(item=_stored(article))

    assert not ItemVersion.objects.exists()
    assert not ItemText.objects.exists()
