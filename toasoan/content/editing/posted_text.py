"""The draft an editor's form describes, whether or not it may be saved."""

import json
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.blocks.base import BlockField
from wagtail.models import PageSubscription

from toasoan.content.models.articles import ItemPage


def posted_content(item: ItemPage, user: Any, data: Any) -> dict[str, Any]:
    """Return what was typed, as the content of a draft that nobody has saved.

    A field that the form refuses (too long, say) is in it as it was typed, less what
    the person may not know of.
    """
    draft: ItemPage = item.get_latest_revision_as_object()
    form = (
        type(item)
        .get_edit_handler()
        .get_form_class()(
            data,
            instance=draft,
            subscription=PageSubscription(page=draft, user=user),
            parent_page=draft.get_parent(),
            for_user=user,
        )
    )
    form.defer_required_fields()
    if form.is_valid():
        draft = form.save(commit=False)
    else:
        _put_as_typed(draft, form)
    content = draft.serializable_data()
    # As it is read back from the database: one text has one fingerprint.
    read: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return read


def _put_as_typed(draft: ItemPage, form: Any) -> None:
    for name in form.errors:
        field = form.fields.get(name)
        if type(field) is forms.CharField or isinstance(field, BlockField):
            setattr(draft, name, form[name].data or "")
