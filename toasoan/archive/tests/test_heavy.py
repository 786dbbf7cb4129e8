"""Processes that draw and compare nothing carry no library for it."""

import subprocess
import sys

CODE = """
import django
django.setup()
from importlib import import_module
import_module("toasoan.archive.views.photos")
import_module("toasoan.archive.wagtail_hooks")
import_module("toasoan.archive.tasks")
import sys
print(sorted({"numpy", "pyvips"} & set(sys.modules)))
"""


def test_neither_numpy_nor_libvips_is_loaded_before_somebody_needs_it():
    said = subprocess.run(
        [sys.executable, "-c", CODE], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip().splitlines()[-1] == "[]"
