"""Renders pages for the first time: nothing stored, nothing remembered."""

import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.machine import cpu_loop_ms
from toasoan.publicsite.models import ReaderItem
from toasoan.units.models import PressUnit


def answer(unit_key: str, n_items: int) -> dict[str, Any]:
    """Return queries and milliseconds of fronts and of a unit's articles."""
    with tempfile.TemporaryDirectory() as empty:
        settings.PAGE_STORE_DIR = Path(empty)
        units = list(PressUnit.objects.order_by("pk"))
        unit = next(each for each in units if each.key == unit_key)
        items = ReaderItem.objects.filter(unit=unit)
        articles = [(unit.hostname, item.path) for item in items[:n_items]]
        homes = [(unit.hostname, "/")] * 5
        # Another unit's pages first: templates and modules are loaded by then.
        other = next(each for each in units if each.key != unit_key)
        warm = ReaderItem.objects.filter(unit=other).first()
        for host, path in ((other.hostname, "/"), (other.hostname, warm.path)):
            _render(host, path)
        return {
            "cpu_ms": cpu_loop_ms(),
            "article": [_render(*each) for each in articles],
            "home": [_render(*each) for each in homes],
            "again": _render(*articles[0], cold=False),
        }


def _render(host: str, path: str, *, cold: bool = True) -> dict[str, float]:
    """Return what one answer of Django costs, all its middleware included."""
    if cold:
        cache.clear()
        ContentType.objects.clear_cache()
    client = Client(headers={"host": f"{host}:{settings.PUBLIC_PORT}"})
    with CaptureQueriesContext(connection) as queries:
        began = time.perf_counter()
        response = client.get(path)
        ms = (time.perf_counter() - began) * 1000
    if response.status_code != 200:
        raise RuntimeError(f"{host}{path}: {response.status_code}")
    return {"ms": ms, "queries": len(queries)}
