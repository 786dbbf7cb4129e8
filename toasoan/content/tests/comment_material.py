"""An article with a passage, and what is said of it."""

from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.services import Passage

TEXT = "<p>Thu nội địa tăng 12,6%.</p><p>Tổng thu ước đạt 1.987.400 tỷ đồng 📈 năm.</p>"


def block_of(article):
    return f"body:{article.get_latest_revision_as_object().body[0].id}"


def say(article, by, text="Nguồn nào?", exact="1.987.400 tỷ đồng", **more):
    passage = Passage(spot=block_of(article), exact=exact, start=30)
    return services.comment_add(item=article, text=text, by=by, passage=passage, **more)


def rewrite(article, html, by):
    draft = article.get_latest_revision_as_object()
    draft.body[0] = ("text", RichText(html), draft.body[0].id)
    draft.save_revision(user=by)
