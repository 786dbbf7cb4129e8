import pytest
from django.contrib.auth.models import Group, Permission

from toasoan.security import services
from toasoan.security.models import AuditEntry, User
from toasoan.security.selectors import sign_in_locked_until
from toasoan.security.tests.conftest import PASSWORD
from toasoan.security.tests.test_sign_in import sign_in

NEW = {
    "email": "Minh@Example.vn",
    "full_name": "Phạm  Minh Đức",
    "is_active": "on",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def boss(client, chief):
    sign_in(client)
    return client


@pytest.fixture
def clerk(client, ha):
    """Someone who keeps accounts but is no administrator."""
    codes = ["access_admin", "add_user", "change_user", "delete_user"]
    ha.user_permissions.set(Permission.objects.filter(codename__in=codes))
    sign_in(client, ha.email)
    return client


def errors(response):
    return response.context["form"].errors


def test_a_new_person_gets_an_account(boss, chief):
    group = Group.objects.create(name="Ban Thời sự")

    response = boss.post("/toa-soan/users/new/", {**NEW, "groups": [group.pk]})

    assert response.status_code == 302
    person = User.objects.get(email="minh@example.vn")
    assert person.full_name == "Phạm Minh Đức"
    assert person.check_password(PASSWORD)
    assert not person.is_superuser
    assert list(person.groups.all()) == [group]
    entry = AuditEntry.objects.get(action="security.user_created", target_id=person.pk)
    assert entry.actor == chief


def test_a_second_spelling_of_an_address_is_refused(boss, ha):
    response = boss.post("/toa-soan/users/new/", {**NEW, "email": "HA@example.vn"})

    assert "Địa chỉ này đã có người dùng." in errors(response)["email"]
    assert User.objects.count() == 2


def test_a_short_password_is_refused_in_words(boss):
    weak = {**NEW, "password1": "minhduc", "password2": "minhduc"}
    response = boss.post("/toa-soan/users/new/", weak)

    assert list(errors(response)["password2"])[:2] == [
        "Mật khẩu dài 7 ký tự, cần ít nhất 14.",
        "Mật khẩu còn thiếu: chữ hoa, chữ số, dấu.",
    ]
    assert User.objects.count() == 1


def test_changes_are_written_down(boss, ha, chief):
    boss.post(
        f"/toa-soan/users/edit/{ha.pk}/",
        {"email": ha.email, "full_name": "Nguyễn Thu Hà", "is_superuser": "on"},
    )

    ha.refresh_from_db()
    assert ha.is_superuser
    assert not ha.is_active
    entry = AuditEntry.objects.get(action="security.user_changed")
    assert (entry.actor, entry.data) == (
        chief,
        {
            "changed": ["is_active", "is_superuser"],
            "before": {"is_active": True, "is_superuser": False},
            "after": {"is_active": False, "is_superuser": True},
        },
    )


def test_saving_without_a_change_writes_nothing_down(ha):
    before = AuditEntry.objects.count()
    User.objects.get(pk=ha.pk).save()
    ha.save()
    assert AuditEntry.objects.count() == before


def test_someone_who_is_no_administrator_gives_no_rights(clerk):
    group = Group.objects.create(name="Ban biên tập")

    page = clerk.get("/toa-soan/users/new/").content.decode()
    clerk.post(
        "/toa-soan/users/new/", {**NEW, "is_superuser": "on", "groups": [group.pk]}
    )

    assert 'name="groups"' not in page
    assert 'name="is_superuser"' not in page
    person = User.objects.get(email="minh@example.vn")
    assert not person.is_superuser
    assert not person.groups.exists()


def test_someone_who_is_no_administrator_cannot_take_over_one(clerk, chief):
    response = clerk.post(
        f"/toa-soan/users/edit/{chief.pk}/",
        {**NEW, "email": chief.email, "full_name": "Khác"},
    )

    assert response.status_code == 403
    assert "Tài khoản quản trị chỉ do người quản trị sửa." in response.content.decode()
    chief.refresh_from_db()
    assert chief.full_name == "Trần Đình Khải"


def lock(person):
    for _guess in range(5):
        services.sign_in_begin(email=person.email, address=None)


def test_an_administrator_sees_that_an_account_is_locked_and_unlocks_it(
    boss, ha, chief
):
    lock(ha)
    url = f"/toa-soan/users/edit/{ha.pk}/"
    assert "Bị khóa đăng nhập đến" in boss.get(url).content.decode()

    answer = boss.post(url, {"unlock": "1"}, follow=True)

    assert f"Đã mở khóa đăng nhập cho {ha}." in answer.content.decode()
    assert sign_in_locked_until(email=ha.email, address=None) is None
    entry = AuditEntry.objects.get(action="security.user_unlocked")
    assert (entry.actor, entry.target_id) == (chief, str(ha.pk))
    ha.refresh_from_db()
    assert ha.full_name == "Nguyễn Thu Hà"


def test_someone_who_is_no_administrator_does_not_unlock_one(clerk, chief):
    lock(chief)

    answer = clerk.post(f"/toa-soan/users/edit/{chief.pk}/", {"unlock": "1"})

    assert answer.status_code == 403
    assert sign_in_locked_until(email=chief.email, address=None) is not None


def test_accounts_are_closed_not_deleted(boss, ha):
    response = boss.post(f"/toa-soan/users/delete/{ha.pk}/")

    assert response.status_code == 403
    assert "Không xóa được tài khoản" in response.content.decode()
    assert User.objects.filter(pk=ha.pk).exists()


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_accounts_are_not_changed_in_bulk(boss, ha, action):
    group = Group.objects.create(name="Ban biên tập")
    response = boss.post(
        f"/toa-soan/bulk/security/user/{action}/?id={ha.pk}",
        {"role": group.pk, "mark_as_active": "False"},
    )

    assert response.status_code in {302, 403}
    ha.refresh_from_db()
    assert ha.is_active
    assert not ha.groups.exists()


@pytest.mark.parametrize("words", ["thu hà", "HA@example"])
def test_the_list_is_searched_by_name_and_address(boss, ha, words):
    page = boss.get("/toa-soan/users/", {"q": words}).content.decode()

    assert "Nguyễn Thu Hà" in page
    assert f"/toa-soan/users/delete/{ha.pk}/" not in page


def test_a_person_changes_the_own_name_but_not_the_address(boss, chief):
    boss.post(
        "/toa-soan/account/",
        {
            "name_email-full_name": "Trần  Khải",
            "name_email-email": "x@example.vn",
            "locale-preferred_language": "vi",
            "locale-current_time_zone": "Asia/Ho_Chi_Minh",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    chief.refresh_from_db()
    assert (chief.full_name, chief.email) == ("Trần Khải", "chief@example.vn")


@pytest.mark.parametrize("path", ["users/", "users/new/", "groups/", "account/"])
def test_the_screens_open(boss, path):
    assert boss.get(f"/toa-soan/{path}").status_code == 200
