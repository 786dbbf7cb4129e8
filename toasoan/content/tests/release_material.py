"""What the tests of the undo window ask and do."""

from datetime import timedelta

import time_machine

from toasoan.content.models import ArticlePage
from toasoan.core import clock
from toasoan.core.models import OutboxEvent


def publications():
    return OutboxEvent.objects.filter(kind="content.StoryItemPublished").count()


def is_live(article):
    return ArticlePage.objects.get(pk=article.pk).live


def after(seconds):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds))


def edited(article, headline):
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = headline
    draft.save_revision()
