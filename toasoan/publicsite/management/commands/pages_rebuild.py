"""Bring the whole page store in line with the database."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from toasoan.publicsite import services
from toasoan.publicsite.baking import Baked, page_bake
from toasoan.publicsite.sites import ReaderSite, sites_all

REPORT_EVERY_S = 5.0


class Command(BaseCommand):
    """Bakes everything; run again after an interruption, it only compares."""

    help = "Index every public item and bake every stored page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a unit and what to bake."""
        parser.add_argument("--unit", help="key of one unit; all when left out")
        parser.add_argument(
            "--what", choices=("all", "lists", "articles"), default="all"
        )
        parser.add_argument(
            "--no-index", action="store_true", help="leave the readers' index as it is"
        )

    def handle(self, *, unit: str | None, what: str, **options: Any) -> None:
        """Index, bake, sweep, and say how far it is."""
        # Commands run without a language; readers' pages are Vietnamese.
        translation.activate("vi")
        services.hosts_publish()
        if not options["no_index"]:
            self._index()
        sites = [s for s in sites_all() if unit in {None, s.unit.key if s.unit else ""}]
        if not sites:
            raise CommandError(f"no unit with the key {unit!r} has a site")
        for site in sites:
            self._bake(site, what)

    def _index(self) -> None:
        total = 0
        for total, _item in enumerate(services.index_rebuild(), 1):
            if total % 1000 == 0:
                self.stdout.write(f"indexed {total}")
        self.stdout.write(f"indexed {total} items")

    def _bake(self, site: ReaderSite, what: str) -> None:
        lists, items = services.paths_of_lists(site), services.paths_of_items(site)
        paths = {"all": lists + items, "lists": lists, "articles": items}[what]
        baked, started, said = Baked(), time.monotonic(), time.monotonic()
        for number, path in enumerate(paths, 1):
            page_bake(site, path, baked)
            if time.monotonic() - said > REPORT_EVERY_S:
                said = time.monotonic()
                self.stdout.write(_progress(site, number, len(paths), said - started))
        orphans = services.orphans_remove(site) if what == "all" else 0
        self.stdout.write(
            f"{site.host}: {baked.written} written, {baked.same} unchanged, "
            f"{baked.removed + orphans} removed"
        )


def _progress(site: ReaderSite, number: int, total: int, seconds: float) -> str:
    rate = number / seconds
    left = (total - number) / rate
    return f"{site.host}: {number}/{total}, {rate:.0f} a second, {left:.0f} s left"
