"""The archive takes in many files while its workers are killed at random moments."""

import os
import random
import time
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connections
from django.utils import translation

from bench.house import House
from tests.kill import intake_checks as checks
from tests.kill.intake_files import Sent, files_make, zipped
from tests.kill.staffing import person_add
from toasoan.archive.incoming.unpacking import bundle_take
from toasoan.archive.incoming.uploading import upload_begin, upload_receive
from toasoan.archive.models import CatalogueEntry, IncomingFile, ProcessingStep, Upload
from toasoan.archive.steps.processing import LOST_AFTER
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role

UNIT = "tbtc"
WORKERS = ("worker", "media")
# A job that was lost is given to another worker after 15 s: there must be time to work.
LATEST_KILL_S = 6.0
AGO_S = 3600
# How long nothing may change before what was lost is looked for as it would be later.
QUIET_S = 25.0
REST_WITHIN_S = 1500.0
POLL_S = 1.0


class Intake:
    """One run: a house, what was sent to it, and what was found wrong."""

    def __init__(self, house: House, dice: random.Random) -> None:
        self.house = house
        self.dice = dice
        self.sent: list[Sent] = []

    def run(self, kills: int, count: int) -> list[str]:
        """Send the files, kill that often, wait, and return every problem found."""
        translation.activate("vi")
        self.sent = files_make(count, self.dice)
        self._send()
        self.house.start(("worker", "media", "scheduler"))
        for number in range(1, kills + 1):
            self._kill(number, kills)
        problems = [] if self._rests() else ["the house does not come to rest"]
        self.house.stop()
        problems += checks.problems_of(self.sent)
        good = sum(each.is_good for each in self.sent)
        print(
            f"{count} tệp gửi, {good} tệp tốt, {count - good} tệp hỏng;"
            f" bản gốc không ai nhận: {checks.originals_unowned()}",
            flush=True,
        )
        return problems

    def _send(self) -> None:
        """Two of five into the watched folder, the others in one ZIP."""
        unit = PressUnit.objects.get(key=UNIT)
        folder = Path(settings.INCOMING_DIR) / UNIT
        folder.mkdir(parents=True)
        cut = len(self.sent) * 2 // 5
        for each in self.sent[:cut]:
            path = folder / each.name
            path.write_bytes(each.data)
            os.utime(path, (time.time() - AGO_S,) * 2)
        person = person_add(unit, Role.REPORTER)
        data = zipped(self.sent[cut:])
        upload, _new = upload_begin(
            id=uuid.uuid4(),
            unit=unit,
            kind=Upload.Kind.BUNDLE,
            name="goi.zip",
            length=len(data),
            by=person,
        )
        upload_receive(upload=upload, at=0, pieces=[data])
        upload.refresh_from_db()
        bundle_take(upload=upload, by=person, details={"usage": "staff"})

    def _kill(self, number: int, kills: int) -> None:
        """Let them work for a random while, end one or both, start them again."""
        connections.close_all()
        delay = self.dice.uniform(0, LATEST_KILL_S)
        time.sleep(delay)
        names = self.dice.choice((WORKERS, WORKERS[:1], WORKERS[:1], WORKERS[1:]))
        self.house.kill(names)
        came = IncomingFile.objects.count()
        self.house.start(names)
        print(
            f"{number}/{kills}: {'+'.join(names)} sau {delay:.2f} s, {came} tệp",
            flush=True,
        )

    def _rests(self) -> bool:
        """Return whether everything comes to an end.

        The minutes after which lost work is looked for are not waited for: the rows are
        made that much older once nothing moves any more.
        """
        until = time.monotonic() + REST_WITHIN_S
        before, since = self._progress(), time.monotonic()
        while time.monotonic() < until:
            if self._is_at_rest():
                return True
            time.sleep(POLL_S)
            now = self._progress()
            if now != before:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET_S:
                self._age()
                since = time.monotonic()
        return False

    def _is_at_rest(self) -> bool:
        try:
            return checks.is_at_rest(self.sent)
        except OperationalError:
            return False

    def _progress(self) -> tuple[int, ...]:
        return (
            IncomingFile.objects.count(),
            ProcessingStep.objects.filter(state__in=ProcessingStep.LEFT).count(),
            checks.RenditionsDue.objects.count(),
        )

    def _age(self) -> None:
        left = ProcessingStep.objects.filter(state__in=ProcessingStep.LEFT)
        for step in left:
            ProcessingStep.objects.filter(pk=step.pk).update(at=step.at - LOST_AFTER)
        for entry in CatalogueEntry.objects.filter(steps=None):
            CatalogueEntry.objects.filter(pk=entry.pk).update(
                added_at=entry.added_at - LOST_AFTER - timedelta(seconds=1)
            )
