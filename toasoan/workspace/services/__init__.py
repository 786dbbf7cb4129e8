"""What people are told is written here, and how they want to be told."""

from toasoan.workspace.services.choices import settings_save
from toasoan.workspace.services.deliveries import deliveries_send
from toasoan.workspace.services.devices import device_add, device_remove
from toasoan.workspace.services.notifications import (
    notification_read,
    notification_send,
    notifications_prune,
    notifications_read,
    notifications_read_all,
)

__all__ = [
    "deliveries_send",
    "device_add",
    "device_remove",
    "notification_read",
    "notification_send",
    "notifications_prune",
    "notifications_read",
    "notifications_read_all",
    "settings_save",
]
