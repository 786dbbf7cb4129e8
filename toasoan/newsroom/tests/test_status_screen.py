"""“Tình trạng hệ thống”: shown to who keeps the platform, and to nobody else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from toasoan.content.models import PublicationSchedule
from toasoan.content.tests.factories import make_article
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxDelivery, OutboxEvent, WorkerBeat
from toasoan.core.scheduler import SCHEDULER_ID, scheduler_beat
from toasoan.core.selectors import processes
from toasoan.newsroom.health import needs_of
from toasoan.newsroom.services import address_open, delivery_send_again
from toasoan.security.models import AuditEntry, SignInCounter
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Delivery, Notification

pytestmark = pytest.mark.django_db
OFFICE = "203.0.113.7"
QUEUE = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "slow", "media"],
    }
}


@pytest.fixture
def keeper():
    return make_person("Nền Tảng", is_superuser=True)


@pytest.fixture
def parked():
    event = OutboxEvent.objects.create(
        kind="content.StoryItemPublished", aggregate="item:9", sequence=1, payload={}
    )
    return OutboxDelivery.objects.create(
        event=event,
        subscriber="publicsite.page_bake",
        state="parked",
        attempts=8,
        last_error="OSError: https://kho.vn/?token=bimat đầy đĩa",
    )


@pytest.fixture
def failed():
    return DBTaskResult.objects.create(
        task_path="toasoan.archive.tasks.renditions_build",
        status="FAILED",
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        backend_name="default",
        finished_at=clock.now(),
        exception_class_path="builtins.MemoryError",
        traceback="Traceback\n  File x\nMemoryError: hết bộ nhớ\n",
        run_after=clock.now(),
        priority=0,
    )


def page_of(client, person):
    client.force_login(person)
    return client.get(reverse("newsroom:status"))


def test_a_parked_event_and_a_failed_job_are_shown_without_secrets(
    client, keeper, parked, failed
):
    page = page_of(client, keeper).content.decode()

    assert "publicsite.page_bake" in page
    assert "đầy đĩa" in page
    assert "bimat" not in page
    assert "MemoryError: hết bộ nhớ" in page
    assert AuditEntry.objects.latest("sequence").hash in page


def test_sending_again_queues_it_and_is_in_the_log(client, keeper, parked):
    client.force_login(keeper)

    client.post(reverse("newsroom:delivery_retry", args=[parked.pk]))

    entry = AuditEntry.objects.get(action="newsroom.delivery_retried")
    assert (entry.actor, entry.target_label) == (keeper, "publicsite.page_bake")
    assert entry.data == {"event": "content.StoryItemPublished item:9 #1"}
    parked.refresh_from_db()
    assert (parked.state, parked.attempts) != ("parked", 8)


def test_sending_again_twice_does_it_once(client, keeper, parked):
    OutboxDelivery.objects.update(state="done", done_at=clock.now())
    client.force_login(keeper)

    answer = client.post(
        reverse("newsroom:delivery_retry", args=[parked.pk]), follow=True
    )

    assert "Việc này không còn bị kẹt." in answer.content.decode()
    assert not AuditEntry.objects.filter(action="newsroom.delivery_retried").exists()


@pytest.mark.parametrize("role", [Role.EDITOR_IN_CHIEF, Role.REPORTER])
def test_others_see_nothing_and_send_nothing(client, room, parked, role):
    person = room.people[role]

    assert page_of(client, person).status_code == 403
    sent = client.post(reverse("newsroom:delivery_retry", args=[parked.pk]))
    opened = client.post(reverse("newsroom:address_open"), {"address": OFFICE})

    assert (sent.status_code, opened.status_code) == (403, 403)
    parked.refresh_from_db()
    assert (parked.state, parked.attempts) == ("parked", 8)
    assert not AuditEntry.objects.filter(action="newsroom.delivery_retried").exists()
    assert needs_of(person) == []
    home = client.get("/toa-soan/").content.decode()
    assert "Hệ thống cần bạn xem" not in home
    assert reverse("newsroom:status") not in home


def test_the_services_refuse_by_themselves(room, parked):
    administrator = make_person("Q", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        delivery_send_again(pk=parked.pk, by=administrator)
    with pytest.raises(NotAllowed):
        address_open(address=OFFICE, by=administrator)


def test_the_home_says_in_one_line_what_needs_somebody(client, room, keeper, parked):
    client.force_login(keeper)

    page = client.get("/toa-soan/").content.decode()

    assert page.count("Hệ thống cần bạn xem:") == 1
    assert "1 việc bị kẹt." in page
    assert reverse("newsroom:status") in page


def test_a_quiet_house_says_nothing(client, room, keeper):
    client.force_login(keeper)

    assert needs_of(keeper) == []
    assert "Hệ thống cần bạn xem" not in client.get("/toa-soan/").content.decode()


def test_one_cause_of_many_failed_jobs_is_one_line(client, keeper, failed):
    for _ in range(2):
        failed.pk = uuid.uuid4()
        failed.save(force_insert=True)

    page = page_of(client, keeper).content.decode()

    assert page.count("MemoryError: hết bộ nhớ") == 1
    assert "3 lần" in page


def test_an_old_failed_job_is_listed_but_calls_nobody(client, keeper, failed):
    DBTaskResult.objects.update(finished_at=clock.now() - timedelta(days=2))

    assert needs_of(keeper) == []
    assert "MemoryError" in page_of(client, keeper).content.decode()


def test_a_late_schedule_is_listed_after_two_minutes(client, room, keeper):
    late = make_article(room, headline="Bài trễ hẹn")
    soon = make_article(room, headline="Bài vừa đến giờ")
    for item, minutes in ((late, 3), (soon, 1)):
        PublicationSchedule.objects.create(
            item=item, at=clock.now() - timedelta(minutes=minutes), by=room.chief
        )

    page = page_of(client, keeper).content.decode()

    assert "Bài trễ hẹn" in page
    assert "Bài vừa đến giờ" not in page
    assert needs_of(keeper) == ["1 bài trễ hẹn"]


def test_silence_of_worker_and_scheduler_is_told(settings, keeper):
    settings.TASKS = QUEUE
    assert needs_of(keeper) == [
        "tiến trình xử lý không chạy",
        "bộ hẹn giờ không chạy",
    ]

    scheduler_beat()
    WorkerBeat.objects.create(worker_id="toasoan-a-1")
    assert needs_of(keeper) == []

    long_ago = clock.now() - timedelta(minutes=2)
    WorkerBeat.objects.filter(worker_id=SCHEDULER_ID).update(seen_at=long_ago)
    worker, scheduler = processes()
    assert (worker.is_silent, scheduler.is_silent) == (False, True)
    assert scheduler.seen_at == long_ago


def test_a_locked_office_is_listed_and_opened(client, keeper, settings):
    settings.SIGN_IN_LIMIT_ADDRESS = 3
    for n in range(3):
        client.post(
            "/toa-soan/login/",
            {"username": f"la{n}@example.vn", "password": "sai"},
            REMOTE_ADDR=OFFICE,
        )
    page = page_of(client, keeper).content.decode()
    assert f'value="{OFFICE}"' in page
    assert needs_of(keeper) == ["1 địa chỉ mạng bị khóa"]

    client.post(reverse("newsroom:address_open"), {"address": OFFICE})

    assert not SignInCounter.objects.filter(kind="address").exists()
    assert AuditEntry.objects.get(action="security.address_unlocked").actor == keeper
    assert needs_of(keeper) == []


def test_mails_that_do_not_go_are_counted_by_their_cause(client, keeper):
    told = Notification.objects.create(recipient=keeper, kind="x", key="1", path="/")
    mail = Delivery.objects.create(
        notification=told,
        due_at=clock.now(),
        state="waiting",
        attempts=1,
        claimed_at=clock.now(),
        problem="ConnectionRefusedError: refused",
    )
    page = page_of(client, keeper).content.decode()
    assert "ConnectionRefusedError: refused" in page
    assert "1 thư" in page
    assert needs_of(keeper) == ["1 thư không gửi được"]

    Delivery.objects.filter(pk=mail.pk).update(state="sent")

    assert needs_of(keeper) == []


def test_what_is_no_address_is_not_found(client, keeper):
    client.force_login(keeper)

    answer = client.post(reverse("newsroom:address_open"), {"address": "văn phòng"})

    assert answer.status_code == 404
    assert not AuditEntry.objects.filter(action="security.address_unlocked").exists()
