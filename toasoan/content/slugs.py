"""A Vietnamese slug that no sibling has."""

from itertools import count

from wagtail.models import Page

from toasoan.core.text import slug_vi

SLUG_MAX = 200
FALLBACK = "bai"


def slug_unused(parent: Page, headline: str) -> str:
    """Return `headline` as a slug, with a number when a page in `parent` has it."""
    base = slug_vi(headline)[:SLUG_MAX].strip("-") or FALLBACK
    taken = set(
        # child_of asks the database; get_children trusts a count that may be old.
        Page.objects.child_of(parent)
        .filter(slug__startswith=base)
        .values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in count(2) if f"{base}-{n}" not in taken)
