"""While somebody types, the text alone is written, over and over."""

import pytest
from wagtail.models import PageLogEntry

from toasoan.content import services
from toasoan.content.errors import LeaseHeld
from toasoan.content.tests.editor_material import article_form, autosave
from toasoan.content.tests.factories import publish
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
TAB = "the-mot"


@pytest.fixture
def typing(client, newsroom, article):
    """The reporter types, one draft of theirs being saved; return how they go on."""
    client.force_login(newsroom.reporter)
    first = autosave(client, article, article_form(article, "Một", lease_key=TAB))

    def typed(sapo, **more):
        again = {"overwrite_revision_id": first.json()["revision_id"], "lease_key": TAB}
        return autosave(client, article, article_form(article, sapo, **again, **more))

    return typed


@pytest.fixture
def rows_wait(monkeypatch):
    """The row's job waits, as it does in a running house."""
    asked = []
    monkeypatch.setattr(
        "toasoan.content.services.retyping.enqueue", lambda *job: asked.append(job)
    )
    return asked


def _stored(item):
    return type(item).objects.get(pk=item.pk)


def _draft(item):
    return _stored(item).get_latest_revision_as_object()


def test_a_new_text_is_the_draft_at_once_and_no_draft_more(typing, article):
    before = _stored(article)

    said = typing("Hai").json()

    after = _stored(article)
    assert said["success"] is True
    assert said["revision_id"] == after.latest_revision_id == before.latest_revision_id
    assert after.latest_revision.content["sapo"] == "Hai"
    assert after.latest_revision_created_at > before.latest_revision_created_at
    assert after.revisions.count() == before.revisions.count()


def test_the_items_row_follows_by_one_job(rows_wait, typing, article):
    typing("Hai")
    assert _stored(article).sapo == "Một"
    assert rows_wait == [("content.draft_row_follow", article.pk)]

    assert services.draft_row_follow(article.pk) is True

    assert _stored(article).sapo == "Hai"
    assert _stored(article).live is False


def test_it_takes_no_more_than_45_queries_and_no_line_in_wagtails_log(
    rows_wait, typing, article, django_assert_max_num_queries
):
    lines = PageLogEntry.objects.filter(page=article).count()

    with django_assert_max_num_queries(45):
        typing("Hai")

    assert PageLogEntry.objects.filter(page=article).count() == lines


def test_what_boards_read_off_the_row_is_there_at_once(rows_wait, typing, article):
    typing("Hai", title="Tít mới")

    assert (_stored(article).title, _stored(article).sapo) == ("Tít mới", "Hai")
    assert _stored(article).draft_title == "Tít mới"
    assert rows_wait == []


def test_readers_keep_the_text_that_was_published(client, newsroom, article, rows_wait):
    publish(newsroom, article)
    editor = newsroom.people[Role.EDITOR_IN_CHIEF]
    client.force_login(editor)
    form = article_form(article, "Đang sửa", lease_key=TAB)
    first = autosave(client, article, form).json()
    again = article_form(
        article,
        "Sửa nữa",
        lease_key=TAB,
        overwrite_revision_id=first["revision_id"],
    )

    assert autosave(client, article, again).json()["success"] is True

    assert _draft(article).sapo == "Sửa nữa"
    assert _stored(article).sapo == article.sapo
    assert rows_wait == []
    assert services.draft_row_follow(article.pk) is False
    assert _stored(article).sapo == article.sapo


def test_the_draft_that_was_published_is_never_written_over(newsroom, article):
    publish(newsroom, article)
    stored = _stored(article)
    text = stored.latest_revision.content
    draft = stored.get_latest_revision_as_object()
    draft.sapo = "Không được"

    changed = services.draft_retype(
        draft=draft,
        revision_pk=stored.latest_revision_id,
        by=stored.latest_revision.user,
    )

    assert changed is None
    assert _stored(article).latest_revision.content == text


def test_a_draft_of_somebody_elses_is_not_written_over(newsroom, article):
    editor = newsroom.people[Role.DESK_EDITOR]
    draft = _draft(article)
    draft.sapo = "Chen ngang"

    changed = services.draft_retype(
        draft=draft, revision_pk=_stored(article).latest_revision_id, by=editor
    )

    assert changed is None
    assert _draft(article).sapo == article.sapo


def test_who_does_not_hold_the_lease_changes_nothing(newsroom, article):
    editor = newsroom.people[Role.DESK_EDITOR]
    services.lease_take(item=article, by=editor, key=TAB)
    draft = _draft(article)
    draft.sapo = "Chen ngang"

    with pytest.raises(LeaseHeld):
        services.draft_retype(
            draft=draft,
            revision_pk=_stored(article).latest_revision_id,
            by=newsroom.reporter,
        )

    assert _draft(article).sapo == article.sapo


def test_the_row_of_what_is_gone_is_not_asked_for(article):
    assert services.draft_row_follow(article.pk + 1000) is False
