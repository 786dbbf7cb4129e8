"""A load generator for machines without wrk: `python -m bench.load_own URL S HEADER…`.

It is several times slower than wrk, so both sides look closer to each other than
they are; the table names the generator.
"""

import asyncio
import re
import sys
import time
from urllib.parse import urlsplit

CONNECTIONS = 16
LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)


async def main() -> int:
    """Print the answers a second."""
    url, seconds, *headers = sys.argv[1:]
    parts = urlsplit(url)
    lines = [f"GET {parts.path} HTTP/1.1", *headers, "", ""]
    request = "\r\n".join(lines).encode()
    until = time.monotonic() + float(seconds)
    began = time.monotonic()
    counts = await asyncio.gather(
        *(
            _ask(parts.hostname or "", parts.port or 80, request, until)
            for _ in range(CONNECTIONS)
        )
    )
    print(sum(counts) / (time.monotonic() - began))
    return 0


async def _ask(host: str, port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    count = 0
    while time.monotonic() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 2") or found is None:
            raise RuntimeError(head[:200].decode("latin-1"))
        await reader.readexactly(int(found[1]))
        count += 1
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection(host, port)
    writer.close()
    return count


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
