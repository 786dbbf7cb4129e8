"""The credit lines a unit has written most of late, offered to who writes one."""

from collections import Counter

from toasoan.archive.models import CatalogueEntry
from toasoan.core.text import fold
from toasoan.units.models import PressUnit

# Of so many of the newest assets; what it costs does not grow with the archive.
LOOKED_AT_MOST, OFFERED_MOST = 3000, 40
# What a field names to be offered them.
LIST_ID = "credit-lines"


def credit_lines(unit: PressUnit) -> list[str]:
    """Return the lines, the most frequent first, each as it is written most."""
    newest = CatalogueEntry.objects.filter(unit=unit).order_by("-place")
    said = newest.values_list("credit", flat=True)[:LOOKED_AT_MOST]
    counted = Counter(filter(None, (line.strip() for line in said)))
    written: dict[str, str] = {}
    total: Counter[str] = Counter()
    for line, times in counted.most_common():
        same = " ".join(fold(line).split())
        written.setdefault(same, line)
        total[same] += times
    return [written[same] for same, _times in total.most_common(OFFERED_MOST)]
