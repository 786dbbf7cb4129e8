"""One name for one text: what was approved is what is published.

Wagtail's autosave may rewrite a revision in place, so a revision's number does
not say that its text is the one a chief approved. The fingerprint does.
"""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

# Fields that change without anyone having changed the item.
HOUSEKEEPING = frozenset(
    {
        "pk",
        "path",
        "depth",
        "numchild",
        "url_path",
        "live",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "first_published_at",
        "last_published_at",
        "draft_title",
        "locked",
        "locked_at",
        "locked_by",
        "expired",
        "go_live_at",
        "expire_at",
        "alias_of",
        "wagtail_admin_comments",
        "search_description_updated",
    }
)


def revision_fingerprint(revision: Revision) -> str:
    """Return the sha256 (hex) of what readers would see of the revision."""
    return text_fingerprint(revision.content)


def text_fingerprint(content: dict[str, Any]) -> str:
    """Return the same of a draft's content that no revision holds."""
    return content_fingerprint(
        {name: value for name, value in content.items() if name not in HOUSEKEEPING}
    )


def content_fingerprint(content: Any) -> str:
    """Return the sha256 (hex) of any JSON value, whatever the order of its keys."""
    # The encoder Wagtail stores revisions with: a text not yet stored and the
    # same text read back are one.
    text = json.dumps(
        content, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder
    )
    return hashlib.sha256(text.encode()).hexdigest()
