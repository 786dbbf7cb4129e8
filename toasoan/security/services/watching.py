"""Models whose every save and removal is written into the audit chain.

The rooms above name their models here, so that whichever screen, job or command
saves one, the log has it once, with what its fields were before and after.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save

from toasoan.security.chain import plain
from toasoan.security.models import User
from toasoan.security.request_context import current_user
from toasoan.security.services.audit import audit_record

_BEFORE = "_audit_before"


@dataclass(frozen=True)
class Watch:
    """How a model's changes are told.

    Attributes:
        prefix: "<room>.<thing>"; the acts are <prefix>_added, _changed, _removed.
        fields: the stored names of the fields that are compared.
        unit_key: finds the unit a row belongs to.
        maker: finds who brought a new row when no request is there to tell.
    """

    prefix: str
    fields: tuple[str, ...]
    unit_key: Callable[[Any], str | None]
    maker: Callable[[Any], User | None]


_watched: dict[type[Model], Watch] = {}


def watch(
    model: type[Model],
    *,
    prefix: str,
    fields: Collection[str],
    unit_key: Callable[[Any], str | None] = lambda _row: None,
    maker: Callable[[Any], User | None] = lambda _row: None,
) -> None:
    """Have every later save and removal of the model's rows in the chain."""
    _watched[model] = Watch(prefix, tuple(fields), unit_key, maker)
    for signal, receiver in (
        (pre_save, _remember),
        (post_save, _saved),
        (post_delete, _removed),
    ):
        signal.connect(receiver, sender=model, dispatch_uid=f"audit.watch.{prefix}")


def is_watched(model: type[Model]) -> bool:
    """Return whether the model's changes reach the chain by themselves."""
    return model in _watched


def _remember(
    sender: type[Model],
    instance: Model,
    *,
    raw: bool,
    update_fields: Collection[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Read the stored row, which is about to be written over."""
    before = None
    written = _written(sender, update_fields)
    if written and not raw and not instance._state.adding:  # noqa: SLF001
        rows = sender._base_manager.filter(pk=instance.pk)  # noqa: SLF001
        before = rows.values(*written).first()
    setattr(instance, _BEFORE, before)


def _written(model: type[Model], update_fields: Collection[str] | None) -> list[str]:
    """Return the watched fields that a save of `update_fields` writes."""
    fields = _watched[model].fields
    if update_fields is None:
        return list(fields)
    stored = {
        model._meta.get_field(name).attname  # type: ignore[union-attr]  # noqa: SLF001
        for name in update_fields
    }
    return [name for name in fields if name in stored]


def _saved(instance: Model, *, created: bool, raw: bool, **_kwargs: Any) -> None:
    if raw:
        return
    if created:
        _record(instance, "added", {"after": _values(instance)})
        return
    stored = getattr(instance, _BEFORE, None)
    if stored is None:
        return
    before = {name: plain(value) for name, value in stored.items()}
    now = {name: plain(getattr(instance, name)) for name in before}
    changed = sorted(name for name in now if before[name] != now[name])
    if changed:
        _record(
            instance,
            "changed",
            {
                "changed": changed,
                "before": {name: before[name] for name in changed},
                "after": {name: now[name] for name in changed},
            },
        )


def _removed(instance: Model, **_kwargs: Any) -> None:
    _record(instance, "removed", {"before": _values(instance)})


def _values(instance: Model) -> dict[str, Any]:
    fields = _watched[type(instance)].fields
    return {name: plain(getattr(instance, name)) for name in fields}


def _record(instance: Model, what: str, data: dict[str, Any]) -> None:
    watched = _watched[type(instance)]
    audit_record(
        action=f"{watched.prefix}_{what}",
        by=current_user() or (watched.maker(instance) if what == "added" else None),
        target=instance,
        unit_key=watched.unit_key(instance),
        data=data,
    )
