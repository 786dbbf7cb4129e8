"""Rights: who got or lost which, from whom, with what was before."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from toasoan.security.models import AuditEntry, User
from toasoan.security.selectors import audit_chain_check
from toasoan.security.tests.test_sign_in import sign_in


@pytest.fixture
def desk(db):
    return Group.objects.create(name="Ban Thời sự")


def last(action):
    return AuditEntry.objects.filter(action=action).order_by("-sequence").first()


def test_a_group_put_on_the_account_form_is_in_the_log(client, chief, ha, desk):
    sign_in(client)
    form = {"email": ha.email, "full_name": ha.full_name, "is_active": "on"}

    client.post(f"/toa-soan/users/edit/{ha.pk}/", {**form, "groups": [desk.pk]})

    entry = last("security.groups_changed")
    assert (entry.actor, entry.target_id) == (chief, str(ha.pk))
    assert entry.data == {
        "changed": ["groups"],
        "before": [],
        "after": ["Ban Thời sự"],
    }


def test_leaving_a_group_says_what_is_left(ha, desk):
    other = Group.objects.create(name="Ban Thuế")
    ha.groups.set([desk, other])

    ha.groups.remove(other)

    entry = last("security.groups_changed")
    assert entry.data["before"] == ["Ban Thuế", "Ban Thời sự"]
    assert entry.data["after"] == ["Ban Thời sự"]


def test_the_groups_side_names_the_people(ha, desk):
    desk.user_set.add(ha)

    entry = last("security.groups_changed")
    assert (entry.target_kind, entry.target_label) == ("auth.group", "Ban Thời sự")
    assert entry.data == {
        "changed": ["user_set"],
        "before": [],
        "after": ["ha@example.vn"],
    }


def test_what_changes_nothing_writes_nothing(ha, desk):
    ha.groups.add(desk)
    before = AuditEntry.objects.count()

    ha.groups.add(desk)
    ha.groups.remove(Group.objects.create(name="Khác"))
    ha.groups.set([desk])

    assert AuditEntry.objects.count() == before + 1  # the other group's own making


@pytest.mark.parametrize("owner", ["ha", "desk"])
def test_a_granted_permission_is_named(request, owner):
    holder = request.getfixturevalue(owner)
    right = Permission.objects.get(codename="change_user")
    name = "user_permissions" if isinstance(holder, User) else "permissions"

    getattr(holder, name).add(right)

    entry = last("security.permissions_changed")
    assert entry.target_label == str(holder)
    assert (entry.data["before"], entry.data["after"]) == ([], ["security.change_user"])


def test_clearing_every_permission_is_in_the_log(desk):
    desk.permissions.set(Permission.objects.filter(codename="change_user"))

    desk.permissions.clear()

    assert last("security.permissions_changed").data["after"] == []


def test_a_group_is_made_renamed_and_removed_in_the_log(db):
    group = Group.objects.create(name="Ban Mới")
    group.name = "Ban Kinh tế"
    group.save()
    pk = group.pk
    group.delete()

    entries = AuditEntry.objects.filter(target_kind="auth.group", target_id=pk)
    assert [e.action for e in entries.order_by("sequence")] == [
        "security.group_added",
        "security.group_changed",
        "security.group_removed",
    ]
    assert entries.get(action="security.group_changed").data == {
        "changed": ["name"],
        "before": {"name": "Ban Mới"},
        "after": {"name": "Ban Kinh tế"},
    }


def test_taking_superuser_away_does_not_look_like_granting_it(ha):
    person = User.objects.get(pk=ha.pk)
    person.is_superuser = True
    person.save()
    granted = last("security.user_changed").data
    person.is_superuser = False
    person.save()
    revoked = last("security.user_changed").data

    assert granted["before"] == {"is_superuser": False} == revoked["after"]
    assert granted["after"] == {"is_superuser": True} == revoked["before"]
    assert audit_chain_check().broken_at is None


def test_a_password_is_never_in_the_log(ha):
    person = User.objects.get(pk=ha.pk)
    person.set_password("Một mật khẩu khác 9!")
    person.save()

    data = last("security.user_changed").data
    assert data["changed"] == ["password_changed_at"]
    assert "mật khẩu" not in str(data)


def test_a_rolled_back_right_leaves_no_line(ha, desk):
    before = AuditEntry.objects.count()

    def change_and_fail():
        with transaction.atomic():
            ha.groups.add(desk)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert AuditEntry.objects.count() == before
    assert audit_chain_check().broken_at is None
