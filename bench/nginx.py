"""nginx for measuring: the same bytes from disk, and our own deploy/nginx.conf."""

import http.client
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.asking import Asker
from bench.scratch import ROOT

SHIPPED = ROOT / "deploy" / "nginx.conf"
START_WITHIN_S = 10.0
# nginx makes these itself.
OWN_HEADERS = {
    "accept-ranges",
    "connection",
    "content-length",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "server",
    "transfer-encoding",
}
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
HEAD = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
"""
PLACES = """\
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
"""
TUNED = """\
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000 inactive=60s;
"""


def installed() -> bool:
    """Return whether nginx is here."""
    return shutil.which("nginx") is not None


def plain_server(port: int, root: Path, headers: Mapping[str, str]) -> str:
    """Return a server that sends files below `root` with these headers."""
    lines = "\n".join(
        f"    add_header {name} {_quoted(value)};"
        for name, value in headers.items()
        if name.lower() not in OWN_HEADERS
    )
    return f"""\
  server {{
    listen 127.0.0.1:{port};
    root {root};
    default_type "text/html; charset=utf-8";
{lines}
  }}
"""


def shipped_config(folder: Path, *, port: int, data: Path, app_port: int) -> Path:
    """Write our deploy/*.conf with this run's folders and ports; return the main file.

    Changed are only the port and the folders, and it is made like the plain server it
    is compared with: one worker, no access log.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in SHIPPED.parent.glob("*.conf"):
        text = file.read_text("utf-8")
        text = text.replace("/srv/toasoan/var", str(data))
        text = text.replace("127.0.0.1:8000", f"127.0.0.1:{app_port}")
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{port}", text)
        (folder / file.name).write_text(text, "utf-8")
    main = folder / SHIPPED.name
    text = main.read_text("utf-8").replace(
        "worker_processes auto", "worker_processes 1"
    )
    head = HEAD.format(user=_user(), folder=folder)
    if BROTLI.is_file():
        head = f"load_module {BROTLI};\n{head}"
        text = text.replace(
            "# include nginx-brotli.conf;", "include nginx-brotli.conf;"
        )
    places = PLACES.format(folder=folder)
    main.write_text(head + text.replace("http {", "http {\n" + places, 1), "utf-8")
    return main


def plain_config(folder: Path, server: str) -> Path:
    """Write a small configuration with this server; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "nginx.conf"
    head = HEAD.format(user=_user(), folder=folder)
    inside = PLACES.format(folder=folder) + TUNED + server
    config.write_text(
        f"{head}worker_processes 1;\nevents {{}}\nhttp {{\n{inside}}}\n", "utf-8"
    )
    return config


@contextmanager
def nginx_running(config: Path, port: int) -> Iterator[None]:
    """Keep nginx running with this configuration.

    Raises:
        RuntimeError: it does not start; the message says why.
    """
    folder = config.parent
    process = subprocess.Popen(
        [
            "nginx",
            "-c",
            str(config),
            "-p",
            str(folder),
            "-e",
            str(folder / "error.log"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _user() -> str:
    # Started by root it would read as nobody, who may not enter a scratch folder.
    return "user root;" if os.geteuid() == 0 else ""


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < START_WITHIN_S:
        if process.poll() is not None:
            said = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"nginx ended: {said[-1500:]}")
        asker = Asker(port, "localhost")
        try:
            asker.get("/")
        except ConnectionRefusedError:
            time.sleep(0.05)
            continue
        except (OSError, http.client.HTTPException):
            return  # it hangs up on strangers
        finally:
            asker.close()
        return
    raise RuntimeError("nginx does not answer")


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
