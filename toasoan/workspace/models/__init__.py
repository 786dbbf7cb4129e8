"""What people are told."""

from toasoan.workspace.models.notifications import Notification

__all__ = ["Notification"]
