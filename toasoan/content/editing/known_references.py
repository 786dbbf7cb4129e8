"""Pages name only photos, documents and pages that the person may know of.

A form takes any key that is sent, and the editor then shows what stands behind it. So
what is sent is cleaned of what the person may not know of before Wagtail reads it: a
thing of another unit is neither saved nor named in the answer.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import RichText, extract_references_from_rich_text
from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG

from toasoan.archive.access import documents_visible, photos_choosable
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.content.editing.page_scope import pages_visible

# What is referred to: the kind of thing, and its key as text.
Reference = tuple[type[Model], str]
References = frozenset[Reference]

VISIBLE: dict[type[Model], Callable[[Any], QuerySet[Any]]] = {
    Photo: photos_choosable,
    ArchiveDocument: documents_visible,
    Page: pages_visible,
}


def kind_of(model: type[Model]) -> type[Model] | None:
    """Return the kind that decides who may know of such a thing, if any does."""
    return next((kind for kind in VISIBLE if issubclass(model, kind)), None)


def references_in(found: Iterable[tuple[Any, ...]]) -> References:
    """Return what Wagtail's `extract_references` found, where somebody owns it."""
    kinds = ((kind_of(model), str(key)) for model, key, *_paths in found)
    return frozenset((kind, key) for kind, key in kinds if kind is not None)


def references_of_page(page: Page) -> References:
    """Return what the page as it stands refers to, its child rows included."""
    found = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001
    models = {kind: ReferenceIndex._get_base_content_type(kind).pk for kind in VISIBLE}  # noqa: SLF001
    by_type = {type_pk: kind for kind, type_pk in models.items()}
    return frozenset(
        (by_type[type_pk], key) for type_pk, key, *_paths in found if type_pk in by_type
    )


def references_unknown(user: Any, references: References) -> References:
    """Return those that do not exist as far as `user` may know."""
    known: set[Reference] = set()
    for kind, visible in VISIBLE.items():
        keys = {key for of, key in references if of is kind and key.isdecimal()}
        if keys and user is not None:
            found = visible(user).filter(pk__in=keys).values_list("pk", flat=True)
            known.update((kind, str(pk)) for pk in found)
    return references - known


def value_without(block: Block, value: Any, unknown: References) -> Any:
    """Return a block's value with the unknown things taken out, all else kept."""
    if isinstance(block, StreamBlock):
        children = [
            (each.block_type, value_without(each.block, each.value, unknown), each.id)
            for each in value
        ]
        return StreamValue(block, children)
    if isinstance(block, ListBlock):
        items = [
            ListValue.ListChild(
                each.block, value_without(each.block, each.value, unknown), id=each.id
            )
            for each in value.bound_blocks
        ]
        return ListValue(block, bound_blocks=items)
    if isinstance(block, StructBlock):
        fields = [
            (name, value_without(block.child_blocks[name], each, unknown))
            for name, each in value.items()
        ]
        return block.meta.value_class(block, fields)
    return _leaf_without(block, value, unknown)


def _leaf_without(block: Block, value: Any, unknown: References) -> Any:
    if isinstance(value, RichText):
        return RichText(rich_text_without(value.source, unknown))
    named = references_in(block.extract_references(value))
    return value if unknown.isdisjoint(named) else None


def rich_text_without(html: str, unknown: References) -> str:
    """Return the text without links to, and embeds of, the unknown things."""

    def refers(tag: str) -> bool:
        found = references_in(extract_references_from_rich_text(tag))
        return not unknown.isdisjoint(found)

    html = FIND_A_TAG.sub(lambda tag: "<a>" if refers(tag[0]) else tag[0], html)
    return FIND_EMBED_TAG.sub(lambda tag: "" if refers(tag[0]) else tag[0], html)
