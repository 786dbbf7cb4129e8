"""What an editor sends of a page, every chooser filled with given things, for tests."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import (
    Block,
    ChooserBlock,
    FieldBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.blocks.base import BlockField
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from toasoan.archive.models import ArchiveDocument
from toasoan.content.editing.known_references import kind_of

# What each kind of thing is replaced by: its key, or None to leave the place as it is.
Keys = dict[Any, int | None]
WORDS = "Chữ để thử"


def page_body(page: Page, user: Any, keys: Keys) -> dict[str, str]:
    """Return the whole body, in which every chooser and link names a thing of `keys`."""
    form = _form(page, user)
    sent: dict[str, Any] = {
        name: _field(form[name], keys) for name in form.fields if name != "topics"
    }
    for name, formset in form.formsets.items():
        sent[name] = inline_formset(_rows(formset.empty_form, keys))
    return {k: v for k, v in nested_form_data(sent).items() if v is not None}


def one_by_one(page: Page, user: Any, keys: Keys) -> Iterator[dict[str, str]]:
    """Yield a body for each kind of thing, in which the other kinds are left out."""
    for kind in keys:
        yield page_body(page, user, dict.fromkeys(keys) | {kind: keys[kind]})


def _rows(row: Any, keys: Keys) -> list[dict[str, Any]]:
    """Return one new row, where it names something at all."""
    chosen = [_key(field, keys) for field in row.fields.values()]
    if not any(chosen):
        return []
    filled = {name: _field(row[name], keys) for name in row.fields}
    return [filled | {"DELETE": "", "id": ""}]


def _key(field: forms.Field, keys: Keys) -> int | None:
    if not isinstance(field, forms.ModelChoiceField):
        return None
    model = field.queryset.model
    return keys.get(model, keys.get(kind_of(model)))


def _form(page: Page, user: Any) -> Any:
    form_class = page.get_edit_handler().get_form_class()
    return form_class(instance=page, parent_page=page.get_parent(), for_user=user)


def _field(bound: Any, keys: Keys) -> Any:
    field, value = bound.field, bound.value()
    if isinstance(field, BlockField):
        return _block(field.block, keys)
    if isinstance(field.widget, DraftailRichTextArea):
        return _rich_text(field.widget, keys)
    if isinstance(field, forms.ModelChoiceField):
        return value if kind_of(field.queryset.model) is None else _key(field, keys)
    if isinstance(field, forms.BooleanField):
        return "on" if value else None
    return field.widget.format_value(value) or _filler(field)


def _filler(field: forms.Field) -> str | None:
    if isinstance(field, forms.URLField):
        return "https://vidu.vn/"
    if isinstance(field, forms.DateTimeField):
        return "2099-01-01 08:00" if field.required else None
    return WORDS[: getattr(field, "max_length", None) or 80] if field.required else None


def _block(block: Block, keys: Keys) -> Any:
    for kind, make in MAKERS:
        if isinstance(block, kind):
            return make(block, keys)
    if isinstance(block, FieldBlock):
        return "" if isinstance(block.field, forms.BooleanField) else WORDS
    raise NotImplementedError(type(block))


def _stream(block: StreamBlock, keys: Keys) -> Any:
    return streamfield(
        [(name, _block(child, keys)) for name, child in block.child_blocks.items()]
    )


def _struct(block: StructBlock, keys: Keys) -> Any:
    return {name: _block(child, keys) for name, child in block.child_blocks.items()}


def _list(block: ListBlock, keys: Keys) -> Any:
    count = block.meta.min_num or 1
    rows: dict[str, Any] = {
        str(n): {
            "value": _block(block.child_block, keys),
            "deleted": "",
            "order": str(n),
            "id": "",
        }
        for n in range(count)
    }
    return rows | {"count": str(count)}


def _chooser(block: ChooserBlock, keys: Keys) -> Any:
    kind = kind_of(block.model_class)
    return keys[kind] or ""


def _rich_text(widget: DraftailRichTextArea, keys: Keys) -> str:
    links = "".join(
        f'<a linktype="{linktype}" id="{keys[kind]}">xem</a> '
        for linktype, kind in (("page", Page), ("document", ArchiveDocument))
        if keys[kind]
    )
    return widget.converter.from_database_format(f"<p>{WORDS} {links}</p>")


MAKERS: tuple[tuple[type[Block], Callable[[Any, Keys], Any]], ...] = (
    (StreamBlock, _stream),
    (StructBlock, _struct),
    (ListBlock, _list),
    (ChooserBlock, _chooser),
    (RichTextBlock, lambda block, keys: _rich_text(block.field.widget, keys)),
    (URLBlock, lambda _block, _keys: "https://vidu.vn/"),
    (TableBlock, lambda _block, _keys: '{"data": [["a"]]}'),
)
