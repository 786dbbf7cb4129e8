"""A stored article from the app server, beside nginx sending the same bytes."""

import statistics
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from bench import load, nginx
from bench.asking import Asker
from bench.figures import Figure
from bench.house import House
from bench.run import UNIT, Run
from bench.scratch import inside, port_free

GOAL_APP = 0.15
GOAL_SHIPPED = 0.9
ENDINGS = {"identity": "", "gzip": ".gz", "br": ".br"}
NAME = "page.html"


def measure(run: Run) -> list[Figure]:
    """Return requests a second of each server and encoding."""
    if not nginx.installed():
        run.say("stored_article: skipped, nginx is not installed (apt install nginx)")
        return []
    with run.house() as house:
        pages = inside(house.env, "pages", unit_key=UNIT, n_items=12)
        house.start(["web"])
        host, path = pages["host"], _heaviest(house, pages["host"], pages["items"])
        figures = []
        for encoding in ENDINGS:
            figures += _encoding(run, house, host, path, encoding)
        return figures


def _encoding(
    run: Run, house: House, host: str, path: str, encoding: str
) -> list[Figure]:
    headers, body = _same_bytes(house, host, path, encoding)
    run.say(f"stored_article: {encoding}, {len(body)} bytes, {load.generator_name()}")
    folder = house.folder.parent / f"nginx-{encoding}"
    with ExitStack() as stack:
        urls = {
            "nginx": _plain(stack, folder / "plain", headers, body),
            "app": f"http://127.0.0.1:{house.port}{path}",
        }
        port = _shipped(stack, folder / "shipped", house)
        if _sends(port, host, path, encoding, body):
            urls["shipped"] = f"http://127.0.0.1:{port}{path}"
        else:
            run.say(f"stored_article: this nginx has no {encoding}, left out")
        return _figures(encoding, _rates(run, urls, host, encoding), len(body))


def _rates(
    run: Run, urls: Mapping[str, str], host: str, encoding: str
) -> dict[str, float]:
    """Return the median rate of each, measured in turns so that noise hits all alike."""
    seconds = run.often(4, 2)
    rates: dict[str, list[float]] = {name: [] for name in urls}
    for turn in range(-1, run.often(5, 3)):
        for name, url in urls.items():
            rate = load.requests_per_second(
                url,
                host=host,
                encoding=encoding,
                seconds=seconds if turn >= 0 else 1,
            )
            if turn >= 0:  # the turn before the first only warms up
                rates[name].append(rate)
    return {name: statistics.median(found) for name, found in rates.items()}


def _figures(encoding: str, rates: Mapping[str, float], size: int) -> list[Figure]:
    goals = {"app": GOAL_APP, "shipped": GOAL_SHIPPED}
    return [
        Figure(
            measure=f"stored_article_{name}_{encoding}",
            value=rate,
            unit="requests/s",
            yardstick=rates["nginx"],
            yardstick_of="nginx, 1 worker, the same bytes and headers from disk",
            goal=goals[name],
            goal_is_least=True,
            goal_on_ratio=True,
            note=f"{size} bytes, {load.generator_name()}, {load.CONNECTIONS} connections",
        )
        for name, rate in rates.items()
        if name != "nginx"
    ]


def _heaviest(house: House, host: str, paths: list[str]) -> str:
    """Return the longest of the newest articles, which is none too favourable."""
    pages = house.folder / "pages" / host
    return max(paths, key=lambda path: (pages / path[1:]).stat().st_size)


def _same_bytes(
    house: House, host: str, path: str, encoding: str
) -> tuple[Mapping[str, str], bytes]:
    answer = house.asker(host).get(path, Accept_Encoding=encoding)
    file = house.folder / "pages" / host / path[1:]
    stored = file.with_name(file.name + ENDINGS[encoding])
    if answer.status != 200 or answer.body != stored.read_bytes():
        raise RuntimeError(f"{path}: the answer is not the stored file ({encoding})")
    return answer.headers, answer.body


def _plain(
    stack: ExitStack, folder: Path, headers: Mapping[str, str], body: bytes
) -> str:
    root = folder / "root"
    root.mkdir(parents=True)
    (root / NAME).write_bytes(body)
    port = port_free()
    config = nginx.plain_config(folder, nginx.plain_server(port, root, headers))
    stack.enter_context(nginx.nginx_running(config, port))
    return f"http://127.0.0.1:{port}/{NAME}"


def _shipped(stack: ExitStack, folder: Path, house: House) -> int:
    port = port_free()
    config = nginx.shipped_config(
        folder, port=port, data=house.folder, app_port=house.port
    )
    stack.enter_context(nginx.nginx_running(config, port))
    return port


def _sends(port: int, host: str, path: str, encoding: str, body: bytes) -> bool:
    """Return whether deploy/nginx.conf sends these very bytes in this encoding."""
    asker = Asker(port, host)
    answer = asker.get(path, Accept_Encoding=encoding)
    asker.close()
    if answer.status != 200:
        raise RuntimeError(f"deploy/nginx.conf answers {answer.status} for {path}")
    return answer.body == body
