"""`python -m bench.inside NAME '{"argument": 1}'` prints one RESULT line of JSON."""

import importlib
import json
import sys

import django
from django.utils import translation

from bench.scratch import RESULT


def main() -> int:
    """Set Django up, call the module's `answer`, print what it returns."""
    django.setup()
    translation.activate("vi")
    module = importlib.import_module(f"bench.inside.{sys.argv[1]}")
    answer = module.answer(**json.loads(sys.argv[2]))
    print(RESULT + json.dumps(answer, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
