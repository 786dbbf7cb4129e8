#!/usr/bin/env python3
"""Rebuild static/vendor from its manifest, or check that nothing was touched.

    tools/vendor.py                    fetch the packages and write every file again
    tools/vendor.py --check            compare the files with the manifest, offline
    tools/vendor.py --icon NAME ...    add Lucide icons, then rebuild
    tools/vendor.py --refresh          accept new checksums, after raising a version

Needs `npm` for anything but --check; the packages are unpacked in a temporary folder.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"
ICONS = "lucide-static"


def main() -> int:
    """Do what the arguments ask; return 1 when a file is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--refresh", action="store_true")
    parser.add_argument("--icon", nargs="+", default=[], metavar="NAME")
    options = parser.parse_args()
    manifest = manifest_read()
    if not options.check:
        icons_add(manifest, options.icon)
        rebuild(manifest, refresh=options.refresh)
    problems = problems_of(manifest)
    print(
        "\n".join(problems) or f"{VENDOR.name}: {file_count(manifest)} files as listed"
    )
    return 1 if problems else 0


def manifest_read() -> dict[str, Any]:
    """Return the manifest."""
    manifest: dict[str, Any] = json.loads(MANIFEST.read_text("utf-8"))
    return manifest


def problems_of(manifest: dict[str, Any]) -> list[str]:
    """Return a line for each file that is missing, changed or not listed."""
    listed = {
        entry["path"]: entry["sha256"]
        for package in manifest["packages"]
        for entry in package["files"]
    }
    present = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != MANIFEST
    }
    problems = [f"missing: {path}" for path in sorted(listed.keys() - present)]
    problems += [f"not listed: {path}" for path in sorted(present - listed.keys())]
    problems += [
        f"changed: {path}"
        for path in sorted(present & listed.keys())
        if sha256(VENDOR / path) != listed[path]
    ]
    return problems


def icons_add(manifest: dict[str, Any], names: list[str]) -> None:
    """List the icons in the manifest, without checksum yet."""
    for package in manifest["packages"]:
        if package["name"] != ICONS:
            continue
        known = {entry["path"] for entry in package["files"]}
        wanted = {f"icons/{name}.svg" for name in names}
        package["files"] += [
            {"path": path, "from": path} for path in sorted(wanted - known)
        ]
        package["files"].sort(key=lambda entry: entry["path"])


def rebuild(manifest: dict[str, Any], *, refresh: bool) -> None:
    """Write every listed file from its package and store the checksums."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in manifest["packages"]:
            root = unpack(package["name"], package["version"], Path(scratch))
            for entry in package["files"]:
                copy(root / entry["from"], entry, refresh=refresh)
    MANIFEST.write_text(
        json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )


def unpack(name: str, version: str, scratch: Path) -> Path:
    """Return the folder with the package's files, as npm serves and verifies it."""
    done = subprocess.run(
        ["npm", "pack", "--silent", "--json", f"{name}@{version}"],
        cwd=scratch,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = scratch / name.replace("/", "-")
    with tarfile.open(scratch / json.loads(done.stdout)[0]["filename"]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def copy(source: Path, entry: dict[str, str], *, refresh: bool) -> None:
    """Write one file; a checksum other than the listed one stops the rebuild."""
    found = sha256(source)
    if not refresh and entry.get("sha256", found) != found:
        sys.exit(f"{entry['path']}: the package holds another file than listed")
    entry["sha256"] = found
    target = VENDOR / entry["path"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())


def sha256(path: Path) -> str:
    """Return the checksum in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_count(manifest: dict[str, Any]) -> int:
    """Return how many files are listed."""
    return sum(len(package["files"]) for package in manifest["packages"])


if __name__ == "__main__":
    sys.exit(main())
