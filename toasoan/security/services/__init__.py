"""Writes of the security room."""

from toasoan.security.services.addresses import address_unlock
from toasoan.security.services.audit import audit_record
from toasoan.security.services.rights import rights_record, rights_remember
from toasoan.security.services.sign_in import (
    reset_mail_begin,
    sign_in_accept,
    sign_in_begin,
    sign_in_counters_prune,
    sign_in_refuse,
    user_unlock,
)
from toasoan.security.services.watching import is_watched, watch

__all__ = [
    "address_unlock",
    "audit_record",
    "is_watched",
    "reset_mail_begin",
    "rights_record",
    "rights_remember",
    "sign_in_accept",
    "sign_in_begin",
    "sign_in_counters_prune",
    "sign_in_refuse",
    "user_unlock",
    "watch",
]
