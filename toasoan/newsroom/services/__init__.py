"""Writes of the staff side that take more than one room."""

from toasoan.newsroom.services.event_files import (
    event_file_detach,
    event_files_attach,
)
from toasoan.newsroom.services.machine_room import address_open, delivery_send_again
from toasoan.newsroom.services.plan_mail import plan_mail, plan_send
from toasoan.newsroom.services.work import work_hand_in

__all__ = [
    "address_open",
    "delivery_send_again",
    "event_file_detach",
    "event_files_attach",
    "plan_mail",
    "plan_send",
    "work_hand_in",
]
