from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core.event_types import event_from_json, event_to_json, event_type
from toasoan.core.registry import DuplicateKey


@event_type("core_tests.Everything")
@dataclass(frozen=True, kw_only=True)
class Everything:
    id: UUID
    count: int
    name: str
    flag: bool
    at: datetime
    on: date | None
    many: tuple[int | None, ...] = ()
    pair: tuple[UUID, str] | None = None


@given(
    st.builds(
        Everything,
        id=st.uuids(),
        count=st.integers(),
        name=st.text(),
        flag=st.booleans(),
        at=st.datetimes(timezones=st.just(UTC)),
        on=st.none() | st.dates(),
        many=st.lists(st.none() | st.integers()).map(tuple),
        pair=st.none() | st.tuples(st.uuids(), st.text()),
    )
)
def test_every_event_survives_json(event):
    assert event_from_json("core_tests.Everything", event_to_json(event)) == event


def test_an_event_from_before_an_upgrade_is_still_read():
    old = {
        "id": "12345678-1234-5678-1234-567812345678",
        "count": 1,
        "name": "x",
        "flag": True,
        "at": "2026-11-23T01:00:00+00:00",
        "on": None,
        "dropped": 5,
    }

    assert event_from_json("core_tests.Everything", old).many == ()


@pytest.mark.parametrize(
    "wrong", [{"count": "1"}, {"count": True}, {"flag": 1}, {"at": 5}, {"many": 3}]
)
def test_a_value_of_the_wrong_type_is_refused(wrong):
    good = event_to_json(
        Everything(
            id=UUID(int=1),
            count=1,
            name="",
            flag=True,
            at=datetime(2026, 1, 1, tzinfo=UTC),
            on=None,
        )
    )

    with pytest.raises(TypeError):
        event_from_json("core_tests.Everything", {**good, **wrong})


def test_only_frozen_keyword_only_dataclasses_of_plain_values_are_events():
    with pytest.raises(TypeError, match="above @dataclass"):

        @event_type("core_tests.A")
        class A:
            pass

    with pytest.raises(TypeError, match="frozen=True, kw_only=True"):

        @event_type("core_tests.B")
        @dataclass(frozen=True)
        class B:
            x: int

    with pytest.raises(TypeError, match=r"C\.x: not a plain value"):

        @event_type("core_tests.C")
        @dataclass(frozen=True, kw_only=True)
        class C:
            x: dict[str, Any]


def test_a_kind_belongs_to_one_class():
    with pytest.raises(DuplicateKey):

        @event_type("core_tests.Everything")
        @dataclass(frozen=True, kw_only=True)
        class Again:
            x: int
