"""The audit trail of a story and of what is done for it."""

from typing import Any

from toasoan.planning.models import Story
from toasoan.security.services import audit_record


def story_audit(
    action: str, story: Story, by: Any, data: dict[str, Any] | None = None
) -> None:
    """Write one link of the audit chain about `story`."""
    audit_record(
        action=action, target=story, by=by, unit_key=story.unit.key, data=data or {}
    )
