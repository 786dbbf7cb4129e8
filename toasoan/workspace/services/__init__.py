"""What people are told is written here."""

from toasoan.workspace.services.notifications import notification_send

__all__ = ["notification_send"]
