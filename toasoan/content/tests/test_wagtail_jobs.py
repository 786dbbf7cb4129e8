"""Wagtail's own jobs, as they meet rows that come and go."""

import pytest
from wagtail.models import ReferenceIndex
from wagtail.tasks import update_reference_index_task

from toasoan.content.models import ArticleAuthor, ArticlePage


def test_a_byline_deleted_meanwhile_leaves_its_reference_job_nothing_to_do(article):
    byline = article.bylines.get()
    pk = str(byline.pk)
    ArticleAuthor.objects.filter(pk=byline.pk).delete()

    answer = update_reference_index_task.call("content", "articleauthor", pk)

    assert answer is None


def test_a_byline_that_stays_is_indexed_with_its_article(article, newsroom):
    ReferenceIndex.objects.all().delete()
    pk = str(article.bylines.get().pk)

    update_reference_index_task.call("content", "articleauthor", pk)

    usage = ReferenceIndex.get_references_to(newsroom.pen_name)
    assert {row.object_id for row in usage} == {str(article.pk)}


def test_a_missing_row_the_job_is_not_about_is_still_an_error(article, monkeypatch):
    def lost(_instance):
        raise ArticlePage.DoesNotExist

    monkeypatch.setattr(ReferenceIndex, "create_or_update_for_object", lost)

    with pytest.raises(ArticlePage.DoesNotExist):
        update_reference_index_task.call("wagtailcore", "page", str(article.pk))
