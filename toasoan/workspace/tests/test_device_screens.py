"""Devices that ring, as their person turns them on and off."""

import pytest

from toasoan.workspace.models import PushDevice

pytestmark = pytest.mark.django_db

SETTINGS = "/toa-soan/thong-bao/cai-dat/"
ADD = f"{SETTINGS}thiet-bi/"


@pytest.fixture
def at_desk(client, reporter, settings, tmp_path):
    settings.PUSH_KEY_PATH = tmp_path / "push-key.pem"
    client.force_login(reporter)
    return client


def text(answer):
    return answer.content.decode()


def test_browser_is_added_by_its_script_and_dropped_by_a_button(
    at_desk, reporter, push_service
):
    endpoint, public_key, secret = push_service.subscribe()
    data = {"endpoint": endpoint, "p256dh": public_key, "auth": secret}

    added = at_desk.post(ADD, {**data, "name": "Chrome, Android"})
    device = PushDevice.objects.get()
    page = text(at_desk.get(SETTINGS))
    dropped = at_desk.post(f"{ADD}{device.pk}/bo/", follow=True)

    assert (added.status_code, device.user) == (201, reporter)
    assert "Chrome, Android" in page
    assert endpoint in page
    assert "Thiết bị này không báo nữa." in text(dropped)
    assert not PushDevice.objects.exists()


def test_what_is_no_subscription_is_refused_in_words(at_desk):
    answer = at_desk.post(ADD, {"endpoint": "javascript:alert(1)"})

    assert answer.status_code == 400
    assert answer.json() == {
        "message": (
            "Trình duyệt này chưa nhận báo được. Bật lại, hoặc dùng trình duyệt khác."
        )
    }
    assert not PushDevice.objects.exists()


def test_anothers_device_is_as_if_there_were_none(at_desk, head, phone):
    PushDevice.objects.update(user=head)

    answer = at_desk.post(f"{ADD}{phone.pk}/bo/")

    assert answer.status_code == 404
    assert PushDevice.objects.get().user == head
    assert "Chrome, Android" not in text(at_desk.get(SETTINGS))


def test_settings_give_the_browser_the_key_of_the_house(at_desk):
    first = text(at_desk.get(SETTINGS))

    key = first.split('data-push-key="')[1].split('"')[0]

    assert len(key) == 87
    assert f'data-push-key="{key}"' in text(at_desk.get(SETTINGS))


def test_service_worker_is_a_script_below_the_centre(at_desk):
    answer = at_desk.get("/toa-soan/thong-bao/chuong.js")

    assert answer["Content-Type"] == "text/javascript"
    assert "showNotification" in text(answer)
