"""What people are told, how they want to be told, and what is on its way to them."""

from toasoan.workspace.models.choices import NotificationChoice, NotificationHours
from toasoan.workspace.models.deliveries import Delivery, PushDevice
from toasoan.workspace.models.notifications import Notification

__all__ = [
    "Delivery",
    "Notification",
    "NotificationChoice",
    "NotificationHours",
    "PushDevice",
]
