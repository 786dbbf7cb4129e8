"""Writes of the security room."""

from toasoan.security.services.audit import audit_record
from toasoan.security.services.sign_in import (
    reset_mail_begin,
    sign_in_accept,
    sign_in_begin,
    sign_in_counters_prune,
    sign_in_refuse,
    user_unlock,
)

__all__ = [
    "audit_record",
    "reset_mail_begin",
    "sign_in_accept",
    "sign_in_begin",
    "sign_in_counters_prune",
    "sign_in_refuse",
    "user_unlock",
]
