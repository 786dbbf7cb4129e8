"""Event classes: plain frozen facts that travel as JSON and come back typed."""

import dataclasses
import types
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from toasoan.core.registry import Registry

E = TypeVar("E", bound=type)
event_classes: Registry[type] = Registry("event types")

PLAIN = (bool, int, str)
PARSERS: dict[Any, Callable[[str], Any]] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def event_type(kind: str) -> Callable[[E], E]:
    """Return a decorator that makes a dataclass an event of this kind.

    The class must be a frozen, keyword-only dataclass whose fields are UUID,
    int, str, bool, datetime, date, None, or tuples and unions of these.

    Raises:
        TypeError: the class is something else.
        DuplicateKey: another class has the kind.
    """

    def decorate(cls: E) -> E:
        _check(cls)
        event_classes.add(kind, cls)
        cls.event_kind = kind  # type: ignore[attr-defined]
        return cls

    return decorate


def event_to_json(event: Any) -> dict[str, Any]:
    """Return the event's fields as JSON values."""
    return {
        field.name: _to_json(getattr(event, field.name))
        for field in dataclasses.fields(event)
    }


def event_from_json(kind: str, payload: dict[str, Any]) -> Any:
    """Return the event that `event_to_json` wrote.

    A field the class no longer has is dropped; one it has gained takes its
    default, so events recorded before an upgrade are still delivered after it.

    Raises:
        UnknownKey: no class has this kind any more.
        TypeError: a field without default is missing or has the wrong type.
    """
    cls = event_classes[kind]
    hints = get_type_hints(cls)
    names = {field.name for field in dataclasses.fields(cls)}
    values = {
        name: _from_json(hints[name], value)
        for name, value in payload.items()
        if name in names
    }
    return cls(**values)


def _check(cls: type) -> None:
    if not dataclasses.is_dataclass(cls):
        raise TypeError(f"{cls.__name__}: put @event_type above @dataclass")
    params = cls.__dataclass_params__  # type: ignore[attr-defined]
    if not params.frozen or not all(f.kw_only for f in dataclasses.fields(cls)):
        raise TypeError(f"{cls.__name__}: write @dataclass(frozen=True, kw_only=True)")
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if not _is_plain(hints[field.name]):
            raise TypeError(f"{cls.__name__}.{field.name}: not a plain value")


def _is_plain(hint: Any) -> bool:
    if hint in PLAIN or hint in PARSERS or hint is type(None):
        return True
    return _is_composite(hint) and all(
        part is Ellipsis or _is_plain(part) for part in get_args(hint)
    )


def _is_composite(hint: Any) -> bool:
    return get_origin(hint) in {tuple, Union, types.UnionType}


def _to_json(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_to_json(part) for part in value]
    return value


def _from_json(hint: Any, value: Any) -> Any:
    if hint in PARSERS:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is not {hint.__name__} text")
        return PARSERS[hint](value)
    if get_origin(hint) is tuple:
        return _tuple_from_json(get_args(hint), value)
    if _is_composite(hint):
        return _union_from_json(get_args(hint), value)
    if value is None and hint is type(None):
        return None
    # bool is an int in Python, and must not become one here.
    if type(value) is not hint:
        raise TypeError(f"{value!r} is not {hint.__name__}")
    return value


def _tuple_from_json(parts: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    if len(parts) == 2 and parts[1] is Ellipsis:
        return tuple(_from_json(parts[0], item) for item in value)
    return tuple(
        _from_json(part, item) for part, item in zip(parts, value, strict=True)
    )


def _union_from_json(parts: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in parts:
        return None
    # Text that parses as a date or id is one where the union allows it.
    for part in sorted(parts, key=lambda hint: hint is str):
        try:
            return _from_json(part, value)
        except (TypeError, ValueError):
            continue
    raise TypeError(f"{value!r} fits none of {parts}")
