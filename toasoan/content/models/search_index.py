"""What readers' search looks into: live items, folded, in order of publication."""

from typing import ClassVar

from django.db import models

from toasoan.units.models import PressUnit

PK_BITS = 24


class SearchEntry(models.Model):
    """The words of one live item.

    The database keeps a full-text index over `title`, `body` and `marks`
    (content/search_schema.py). The key grows with the time of publication, so
    that the newest matches come first without sorting.
    """

    id = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+"
    )
    unit = models.ForeignKey(PressUnit, on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    # False for a copy at another unit: the portal of the group lists the original.
    is_own = models.BooleanField()
    # Words that filter: the unit and whether it is its own.
    marks = models.CharField(max_length=60)
    title = models.TextField()
    body = models.TextField()

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title
