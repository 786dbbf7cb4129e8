"""What an editor's browser sends, as the tests of the editor need it."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

FIELDS = (
    "short_headline lead_photo lead_caption genre subject tags source ai_note "
    "embargo_until search_description canonical"
)


def article_form(item: Any, sapo: str, **more: Any) -> dict[str, Any]:
    """Return what the editor sends of an article with headline and sapo only."""
    stored = type(item).objects.get(pk=item.pk)
    sent = dict.fromkeys(FIELDS.split(), "") | {
        "title": stored.title,
        "slug": stored.slug,
        "sapo": sapo,
        "layout": "standard",
        "body": streamfield([]),
        "bylines": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(sent) | more


def autosave(client: Client, item: Any, data: dict[str, Any]) -> HttpResponse:
    """Send the form as the editor does by itself."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[item.pk]),
        data,
        headers={"accept": "application/json"},
    )
