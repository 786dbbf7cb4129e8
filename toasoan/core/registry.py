"""One small registry, used by every list of things a room may add to."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class DuplicateKey(Exception):
    """Two things were registered under one key."""


class UnknownKey(LookupError):
    """Nothing is registered under the key; the message lists what is."""


class Registry(Generic[T]):
    """Things under stable text keys, walked in key order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: dict[str, T] = {}

    def add(self, key: str, value: T) -> T:
        """Hold `value` under `key` and return it.

        Raises:
            DuplicateKey: another value has the key.
        """
        if key in self._values:
            raise DuplicateKey(f"{self.name}: {key!r} is registered twice")
        self._values[key] = value
        return value

    def register(self, key: str) -> Callable[[T], T]:
        """Return a decorator that adds what it decorates under `key`."""
        return lambda value: self.add(key, value)

    def __getitem__(self, key: str) -> T:
        try:
            return self._values[key]
        except KeyError:
            known = ", ".join(self) or "none"
            raise UnknownKey(f"{self.name}: no {key!r}; known: {known}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._values))

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def items(self) -> list[tuple[str, T]]:
        """Return every key with its value, in key order."""
        return [(key, self._values[key]) for key in self]
