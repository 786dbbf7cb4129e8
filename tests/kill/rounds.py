"""Rounds of publishing, killing, starting again and looking."""

import random
import threading
import time
from collections.abc import Iterator

from django.db import connections
from django.utils import translation

from bench.house import House
from tests.kill import checks
from tests.kill.staff_door import StaffDoor
from tests.kill.staffing import PASSWORD, Waiting, article_prepare, unit_staff

UNIT = "tbtc"
LATEST_KILL_S = 1.5
# A page baker that died keeps its delivery for the length of its lease; such rounds
# are looked at again when the lease is over, and the next kills go on meanwhile.
SETTLE_S = 5.0
LEASE_AND_SOME_S = 150.0
POLL_S = 0.1
ACCEPTED = 302


class Rounds:
    """One run: a house, its people, and what was found wrong so far."""

    def __init__(self, house: House, dice: random.Random) -> None:
        self.house = house
        self.dice = dice
        self.problems: list[str] = []
        self.unsettled: list[Waiting] = []
        self.counts = {"accepted": 0, "live": 0, "late": 0}

    def run(self, rounds: int) -> list[str]:
        """Run the rounds and return every problem found."""
        translation.activate("vi")
        began = time.time()
        self.places = unit_staff(UNIT)
        self.door = StaffDoor(self.house, self.places.publisher, PASSWORD)
        article = article_prepare(self.places, 0)
        self.house.start()
        self.door.sign_in()
        for number in range(1, rounds + 1):
            article = self._round(number, rounds, article)
        self._settle_all()
        self._note("at the end", checks.final_problems(self.places, began))
        self.house.stop()
        print(
            "lệnh được nhận {accepted}, bài đã lên trước khi chạy lại {live},"
            " chờ hết hạn giữ việc {late}".format(**self.counts),
            flush=True,
        )
        return self.problems

    def _round(self, number: int, rounds: int, article: Waiting) -> Waiting:
        """Publish, kill, start, look; return the article of the next round."""
        delay = self.dice.uniform(0, LATEST_KILL_S)
        status = self._publish_and_kill(article, delay)
        name = f"lần {number}"
        self._note(name, checks.wreck_problems(self.places, article))
        was_live = checks.is_live(article.pk)
        if status == ACCEPTED and not was_live:
            self.problems.append(f"{name}: lệnh đã nhận mà bài {article.pk} mất")
        following = self._start_and_prepare(number)
        if not was_live:
            self._publish_again(name, article)
        late = not self._settles(article)
        if late:
            self.unsettled.append(article)
        else:
            self._look(name, article)
        self.counts["accepted"] += status == ACCEPTED
        self.counts["live"] += was_live
        self.counts["late"] += late
        print(
            f"{number}/{rounds}: giết sau {delay:.2f} s,"
            f" {'đã nhận lệnh' if status == ACCEPTED else 'chưa nhận lệnh'},"
            f" {'bài đã lên' if was_live else 'bài chưa lên, xuất bản lần nữa'}"
            f"{', đợi hết hạn giữ việc' if late else ''}; {len(self.problems)} lỗi",
            flush=True,
        )
        return following

    def _publish_and_kill(self, article: Waiting, delay: float) -> int | None:
        # Nobody may hold the database open: it must recover by itself.
        connections.close_all()
        statuses: list[int | None] = []
        order = threading.Thread(
            target=lambda: statuses.append(self.door.publish(article.pk))
        )
        order.start()
        time.sleep(delay)
        self.house.kill()
        order.join()
        return statuses[0]

    def _start_and_prepare(self, number: int) -> Waiting:
        """Start the house and review the next article meanwhile."""
        failure: list[BaseException] = []

        def start() -> None:
            try:
                self.house.start()
            except BaseException as error:  # noqa: BLE001 - raised again below
                failure.append(error)

        starting = threading.Thread(target=start)
        starting.start()
        following = article_prepare(self.places, number)
        starting.join()
        if failure:
            raise failure[0]
        return following

    def _publish_again(self, name: str, article: Waiting) -> None:
        found = checks.unpublished_problems(self.house, self.places, article)
        self._note(name, found)
        status = self.door.publish(article.pk)
        if status != ACCEPTED:
            self.problems.append(
                f"{name}: xuất bản lần nữa {article.pk} bị từ chối ({status})"
            )

    def _settles(self, article: Waiting) -> bool:
        until = time.monotonic() + SETTLE_S
        while not checks.settled(article.pk):
            if time.monotonic() > until:
                return False
            time.sleep(POLL_S)
        return True

    def _settle_all(self) -> None:
        until = time.monotonic() + LEASE_AND_SOME_S
        while not checks.drained():
            if time.monotonic() > until:
                self.problems.append("the outbox does not drain")
                break
            time.sleep(POLL_S)
        for article in self.unsettled:
            self._look("về sau", article)

    def _look(self, name: str, article: Waiting) -> None:
        found = checks.published_problems(self.house, self.places, article)
        self._note(name, found)

    def _note(self, name: str, found: Iterator[str]) -> None:
        self.problems += [f"{name}: {each}" for each in found]
