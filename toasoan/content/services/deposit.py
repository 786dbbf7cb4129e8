"""The store of record (lưu chiểu): what was public, chained and kept.

Source: Press Law 126/2025/QH15 Art. 25 (online press stores what it posted).
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from toasoan.content.models import DepositRecord
from toasoan.content.models.articles import ItemPage
from toasoan.content.versions.fingerprint import content_fingerprint
from toasoan.core import clock


def deposit_record(*, item: ItemPage, kind: str, by: Any) -> DepositRecord:
    """Keep the item as it is public now, tied to the record before it."""
    # As it will be read back, so that the hash can be checked against the row.
    content = json.loads(json.dumps(item.serializable_data(), cls=DjangoJSONEncoder))
    previous = DepositRecord.objects.filter(item_id=item.pk).order_by("-pk").first()
    previous_sha256 = previous.sha256 if previous else ""
    moment = clock.now()
    return DepositRecord.objects.create(
        item_id=item.pk,
        unit_key=item.unit.key,
        kind=kind,
        url=item.full_url or "",
        content=content,
        previous_sha256=previous_sha256,
        sha256=content_fingerprint(
            [previous_sha256, str(kind), item.pk, moment.isoformat(), content]
        ),
        by=by,
        at=moment,
    )


def deposit_is_whole(item_id: int) -> bool:
    """Return whether the item's records still hash to what was stored."""
    previous = ""
    for record in DepositRecord.objects.filter(item_id=item_id).order_by("pk"):
        expected = content_fingerprint(
            [
                previous,
                record.kind,
                record.item_id,
                record.at.isoformat(),
                record.content,
            ]
        )
        if record.previous_sha256 != previous or record.sha256 != expected:
            return False
        previous = record.sha256
    return True
