"""What a browser would post from a Wagtail editor that nobody has changed."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BaseFormSet
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

Pairs = Iterator[tuple[str, str]]


def form_values(form: BaseForm) -> dict[str, str]:
    """Return name → value of every field of a page form, formsets included."""
    values = dict(_fields(form))
    for formset in getattr(form, "formsets", {}).values():
        values |= dict(_formset(formset))
    return values


def _formset(formset: BaseFormSet[Any]) -> Pairs:
    yield from _fields(formset.management_form)
    for form in formset.forms:
        yield from _fields(form)
        for inner in getattr(form, "formsets", {}).values():
            yield from _formset(inner)


def _fields(form: BaseForm) -> Pairs:
    for bound in form:
        block = getattr(bound.field, "block", None)
        if block is not None:
            yield from _block(block, bound.value(), bound.html_name)
        else:
            yield from _widget(bound.field.widget, bound.value(), bound.html_name)


def _block(block: Any, value: Any, name: str) -> Pairs:
    if isinstance(block, StreamBlock):
        yield f"{name}-count", str(len(value))
        for index, child in enumerate(value):
            yield f"{name}-{index}-type", child.block_type
            yield from _child(child.block, child, f"{name}-{index}", index)
    elif isinstance(block, StructBlock):
        for key, child_block in block.child_blocks.items():
            yield from _block(child_block, value.get(key), f"{name}-{key}")
    elif isinstance(block, ListBlock):
        yield f"{name}-count", str(len(value))
        for index, child in enumerate(value.bound_blocks):
            yield from _child(block.child_block, child, f"{name}-{index}", index)
    else:
        yield from _widget(block.field.widget, block.value_for_form(value), name)


def _child(block: Any, child: Any, name: str, index: int) -> Pairs:
    yield f"{name}-deleted", ""
    yield f"{name}-order", str(index)
    yield f"{name}-id", child.id or str(uuid.uuid4())
    yield from _block(block, child.value, f"{name}-value")


def _widget(widget: Any, value: Any, name: str) -> Pairs:
    if getattr(widget, "input_type", "") == "checkbox":
        if value:
            yield name, "on"
        return
    if hasattr(value, "pk"):
        value = value.pk
    if isinstance(value, list | tuple) and value and hasattr(value[0], "pk"):
        value = [each.pk for each in value]
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = ",".join(str(each) for each in shown)
    if isinstance(shown, dict):
        shown = json.dumps(shown)
    yield name, "" if shown is None else str(shown)
