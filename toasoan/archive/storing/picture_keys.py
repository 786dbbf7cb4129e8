"""Addresses of renditions that are not public, for whom a page of ours shows them to.

Whoever may see the page may see its pictures: of those that are not public the address
carries a key for that person alone. It stays the same for half an hour and holds for
one more, so that browsers may keep the picture and long grids load as they are scrolled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from toasoan.archive.storing.public import picture_is_public, stem_of
from toasoan.core import clock
from toasoan.security.request_context import current_user

KEY = "xem"
SAME_FOR_S = 30 * 60
SALT = "toasoan.archive.picture"
# Who pages are made for, where it is not the person signed in.
READERS, PREVIEW = "", "xem-truoc"
_made_for: ContextVar[tuple[str, set[str]] | None] = ContextVar(
    "pictures_made_for", default=None
)


@contextmanager
def pictures_for(whom: str) -> Iterator[set[str]]:
    """Pages made meanwhile are for these, whoever is signed in.

    Yields the names of the renditions whose addresses are asked for; a typed address is
    none of them.
    """
    asked: set[str] = set()
    token = _made_for.set((whom, asked))
    try:
        yield asked
    finally:
        _made_for.reset(token)


def picture_address(name: str, plain: str) -> str:
    """Return where whoever the page is made for gets the rendition.

    Args:
        name: of the file in the store.
        plain: its address once it is public.
    """
    whom = _whom(name)
    if not whom or picture_is_public(name):
        return plain
    return f"{plain}?{KEY}={_key(name, whom, _half_hour())}"


def picture_key_holds(name: str, key: str, person: Any) -> bool:
    """Return whether the key opens the rendition to the person, perhaps nobody."""
    holders = [PREVIEW]
    if person.is_authenticated and person.is_active:
        holders.append(_holder(person))
    return any(
        constant_time_compare(key, _key(name, whom, half_hour))
        for whom in holders
        for half_hour in (_half_hour(), _half_hour() - 1)
    )


def _whom(name: str) -> str:
    made_for = _made_for.get()
    if made_for is not None:
        made_for[1].add(name)
        return made_for[0]
    person = current_user()
    return READERS if person is None else _holder(person)


def _holder(person: Any) -> str:
    return f"{person.pk}"


def _half_hour() -> int:
    return int(clock.now().timestamp()) // SAME_FOR_S


def _key(name: str, whom: str, half_hour: int) -> str:
    said = f"{stem_of(name)} {whom} {half_hour}"
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:32]
