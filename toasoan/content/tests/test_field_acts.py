"""What a phone asks for is done once, however often and at whatever moment it asks."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from toasoan.content.errors import FieldActTaken
from toasoan.content.models import FieldAct
from toasoan.content.services import field_act_once, field_acts_prune


@pytest.fixture
def thread_tables():
    return (get_user_model(), FieldAct)


def make_user():
    user = get_user_model()(email="thu.ha@vidu.vn", full_name="Thu Hà", password="!")
    # Quietly: the log has no table where the threads write.
    get_user_model().objects.bulk_create([user])
    return user


def test_asked_at_once_it_is_done_once(in_threads):
    [user] = in_threads(make_user)
    key, done = uuid.uuid4(), []

    def ask():
        return field_act_once(
            client_id=key,
            kind="thu",
            body={"a": 1},
            by=user,
            run=lambda: done.append(1) or {"n": len(done)},
        )

    assert in_threads(*[ask] * 4) == [{"n": 1}] * 4
    assert done == [1]


@pytest.mark.django_db
def test_what_is_refused_leaves_the_key_free():
    user, key = make_user(), uuid.uuid4()

    def ask(run):
        return field_act_once(client_id=key, kind="thu", body={}, by=user, run=run)

    with pytest.raises(ZeroDivisionError):
        ask(lambda: {"n": 1 / 0})

    assert FieldAct.objects.count() == 0
    assert ask(lambda: {"n": 2}) == {"n": 2}
    assert ask(lambda: {"n": 3}) == {"n": 2}


@pytest.mark.django_db
def test_one_key_for_two_things_is_refused():
    user, key = make_user(), uuid.uuid4()
    done = []
    asked = {"client_id": key, "by": user, "run": lambda: done.append(1) or {}}
    field_act_once(kind="thu", body={"a": 1}, **asked)

    for kind, body in (("thu", {"a": 2}), ("khac", {"a": 1})):
        with pytest.raises(FieldActTaken):
            field_act_once(kind=kind, body=body, **asked)
    assert done == [1]


@pytest.mark.django_db
def test_old_answers_are_forgotten():
    user = make_user()
    for days in (91, 89):
        act = FieldAct.objects.create(by=user, client_id=uuid.uuid4(), kind="thu")
        FieldAct.objects.filter(pk=act.pk).update(
            at=timezone.now() - timedelta(days=days)
        )

    assert field_acts_prune() == 1
    assert FieldAct.objects.count() == 1
