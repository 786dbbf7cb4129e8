import json
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from toasoan.security import triggers
from toasoan.security.chain import GENESIS, canonical, entry_hash
from toasoan.security.errors import AuditIsAppendOnly
from toasoan.security.models import AuditChainHead, AuditEntry
from toasoan.security.selectors import audit_chain_check
from toasoan.security.services import audit_record


def record(number, **more):
    return audit_record(
        action="content.item_published", by=None, **more, data={"n": number}
    )


@pytest.fixture
def three(db):
    return [record(n) for n in (1, 2, 3)]


def test_an_entry_says_who_did_what_to_what(ha):
    entry = audit_record(
        action="content.item_published",
        by=ha,
        target=ha,
        unit_key="tbtc",
        data={"price": Decimal("12.50"), "at": None, "tags": ("a", 1)},
    )

    entry.refresh_from_db()
    assert entry.actor == ha
    assert entry.actor_email == "ha@example.vn"
    assert entry.target_kind == "security.user"
    assert entry.target_id == str(ha.pk)
    assert entry.target_label == "Nguyễn Thu Hà"
    assert entry.unit_key == "tbtc"
    assert entry.data == {"price": "12.50", "at": None, "tags": ["a", 1]}
    assert entry.ip is None


def test_each_entry_follows_the_one_before(three):
    assert [entry.sequence for entry in three] == [1, 2, 3]
    assert three[0].previous_hash == GENESIS
    assert three[1].previous_hash == three[0].hash
    assert three[2].hash == entry_hash(three[1].hash, three[2].facts())
    report = audit_chain_check()
    assert (report.count, report.broken_at) == (3, None)
    assert report.head_hash == three[2].hash


def test_the_hash_has_one_spelling():
    assert canonical({"b": 1, "a": "Hà"}) == '{"a":"Hà","b":1}'.encode()
    assert entry_hash(GENESIS, {"a": 1}) == (
        "f21735afd2cd6af4fc5804b0045cebfd545aef8396d29d030c39cb8880b45b7f"
    )


@pytest.mark.parametrize("action", ["", "published", "Content.Published", "a.b c"])
def test_an_action_names_its_room(db, action):
    with pytest.raises(ValueError, match="An action is"):
        audit_record(action=action, by=None)
    assert not AuditEntry.objects.exists()


def test_an_entry_goes_with_the_change_that_was_rolled_back(three):
    def change_and_fail():
        with transaction.atomic():
            record(4)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert AuditEntry.objects.count() == 3
    assert record(5).sequence == 4
    assert audit_chain_check().broken_at is None


def test_an_entry_is_neither_changed_nor_removed(three):
    three[0].action = "content.other"
    with pytest.raises(AuditIsAppendOnly):
        three[0].save()
    with pytest.raises(AuditIsAppendOnly):
        three[0].delete()

    assert AuditEntry.objects.get(sequence=1).action == "content.item_published"


def test_the_database_refuses_too(three):
    editor = connection.schema_editor()  # not entered: we are in a transaction
    triggers.create(None, editor)

    for statement in (
        "UPDATE security_auditentry SET action = 'content.other'",
        "DELETE FROM security_auditentry",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert audit_chain_check().count == 3
    record(4)  # adding still works

    triggers.drop(None, editor)
    assert AuditEntry.objects.filter(sequence=4).update(action="content.other") == 1


def test_a_person_in_the_log_cannot_be_removed(ha):
    audit_record(action="content.item_published", by=ha)

    with pytest.raises(ProtectedError):
        ha.delete()
    ha.refresh_from_db()


@pytest.mark.parametrize(
    "field",
    [
        {"action": "content.other"},
        {"data": {"n": 9}},
        {"unit_key": "ck"},
        {"target_label": "x"},
        {"actor_email": "other@example.vn"},
        {"ip": "203.0.113.7"},
    ],
)
def test_a_changed_entry_is_found(three, field):
    AuditEntry.objects.filter(sequence=2).update(**field)

    report = audit_chain_check()

    assert (report.count, report.broken_at) == (1, 2)
    assert report.reason == "its text was changed"


def test_a_changed_entry_with_a_new_hash_is_found(three):
    second = AuditEntry.objects.get(sequence=2)
    second.action = "content.other"
    AuditEntry.objects.filter(sequence=2).update(
        action=second.action, hash=entry_hash(second.previous_hash, second.facts())
    )

    report = audit_chain_check()

    assert (report.broken_at, report.reason) == (
        3,
        "it does not follow the entry before it",
    )


def test_a_removed_entry_is_found(three):
    AuditEntry.objects.filter(sequence=2)._raw_delete("default")

    report = audit_chain_check()

    assert (report.broken_at, report.reason) == (2, "entry 2 is missing")


def test_a_cut_off_end_is_found(three):
    AuditEntry.objects.filter(sequence=3)._raw_delete("default")

    report = audit_chain_check()

    assert (report.count, report.broken_at) == (2, 3)
    assert report.reason == "the chain ends here, the head says 3"


def test_a_walk_may_start_later(db):
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        record(1)
    start = timezone.now() - timedelta(hours=1)
    record(2)
    record(3)

    assert audit_chain_check(since=start).count == 2
    AuditEntry.objects.filter(sequence=1).update(action="content.other")
    assert audit_chain_check(since=start).broken_at is None
    assert audit_chain_check().broken_at == 1
    later = timezone.now() + timedelta(days=1)
    assert audit_chain_check(since=later).count == 0


def test_the_walk_prints_the_count_and_the_head(three, capsys):
    call_command("audit_verify")

    assert capsys.readouterr().out == f"3 entries are right. Head 3:{three[2].hash}\n"


def test_the_walk_fails_at_a_break(three):
    AuditEntry.objects.filter(sequence=2).update(action="content.other")

    with pytest.raises(
        CommandError, match="broken at entry 2: its text was changed"
    ) as end:
        call_command("audit_verify")
    assert end.value.returncode == 1


def test_a_chain_rewritten_as_a_whole_is_found_by_a_noted_link(three):
    noted = f"2:{three[1].hash}"
    call_command("audit_verify", expect=noted)
    AuditEntry.objects.all()._raw_delete("default")
    AuditChainHead.objects.all().delete()
    for n in (7, 8, 9):
        record(n)

    assert audit_chain_check().broken_at is None
    with pytest.raises(CommandError, match="rewritten"):
        call_command("audit_verify", expect=noted)


def test_the_export_carries_what_proves_it(ha, capsys):
    audit_record(action="planning.story_created", by=ha, unit_key="tbtc")
    audit_record(action="planning.story_created", by=ha, unit_key="ck")

    call_command("audit_export", unit="tbtc")

    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert line["actor_email"] == "ha@example.vn"
    facts = {k: v for k, v in line.items() if k not in {"hash", "previous_hash"}}
    assert line["hash"] == entry_hash(line["previous_hash"], facts)


def test_writers_at_once_keep_the_chain_whole(in_threads):
    in_threads(*(lambda i=i: [record(i * 10 + n) for n in range(10)] for i in range(4)))

    def look():
        return audit_chain_check(), list(
            AuditEntry.objects.order_by("sequence").values_list("sequence", flat=True)
        )

    report, sequences = in_threads(look)[0]
    assert (report.count, report.broken_at) == (40, None)
    assert sequences == list(range(1, 41))
