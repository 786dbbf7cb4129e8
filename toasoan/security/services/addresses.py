"""Opening a network address that wrong passwords have closed."""

from django.db import transaction

from toasoan.security.counter_keys import counter_key, network_of
from toasoan.security.models import SignInCounter, User
from toasoan.security.services.audit import audit_record


@transaction.atomic
def address_unlock(*, address: str, by: User | None) -> bool:
    """Let everybody behind the address try again; return whether it was counted.

    Accounts locked by their own wrong passwords stay locked.

    Raises:
        ValueError: the text is no network address.
    """
    kind = SignInCounter.Kind.ADDRESS
    counters = SignInCounter.objects.filter(kind=kind, key=counter_key(kind, address))
    removed, _by_model = counters.delete()
    if removed:
        network = network_of(address)
        audit_record(
            action="security.address_unlocked",
            by=by,
            target_kind="security.address",
            target_id=network,
            target_label=network,
        )
    return bool(removed)
