import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core.registry import DuplicateKey, Registry, UnknownKey


@given(st.dictionaries(st.text(min_size=1), st.integers()))
def test_a_registry_gives_back_what_it_was_given_in_key_order(values):
    registry = Registry("numbers")
    for key, value in values.items():
        registry.add(key, value)

    assert list(registry) == sorted(values)
    assert registry.items() == sorted(values.items())
    assert len(registry) == len(values)
    assert all(
        registry[key] == value and key in registry for key, value in values.items()
    )


def test_the_decorator_registers_and_returns_the_thing():
    registry = Registry("channels")

    @registry.register("zalo")
    def send():
        return "sent"

    assert registry["zalo"] is send
    assert send() == "sent"


def test_a_key_is_taken_once_and_the_first_value_stays():
    registry = Registry("channels")
    registry.add("zalo", 1)

    with pytest.raises(DuplicateKey, match="channels: 'zalo' is registered twice"):
        registry.add("zalo", 2)

    assert registry["zalo"] == 1


def test_an_unknown_key_is_told_the_known_ones():
    registry = Registry("channels")
    registry.add("zalo", 1)
    registry.add("facebook", 2)

    with pytest.raises(
        UnknownKey, match="channels: no 'tiktok'; known: facebook, zalo"
    ):
        registry["tiktok"]
