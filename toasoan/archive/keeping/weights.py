"""How many bytes the file of an entry has, whichever table it is in."""

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Coalesce

WEIGHT = Coalesce(
    F("photo__file_size"),
    F("document__file_size"),
    Value(0),
    output_field=BigIntegerField(),
)
