"""The names under which wrong passwords are counted."""

import ipaddress

from django.utils.crypto import salted_hmac

from toasoan.security.models import SignInCounter, email_key

Kind = SignInCounter.Kind


def counter_key(kind: Kind, subject: str) -> str:
    """Return the stored name of an account or of a network address.

    Every spelling that reaches the same account gives the same name.
    """
    spelled = network_of(subject) if kind == Kind.ADDRESS else email_key(subject)
    return salted_hmac(
        f"toasoan.security.{kind.value}", spelled, algorithm="sha256"
    ).hexdigest()


def sign_in_keys(email: str, address: str | None) -> list[tuple[Kind, str]]:
    """Return the counters that decide about one attempt to sign in."""
    keys = [(Kind.ACCOUNT, counter_key(Kind.ACCOUNT, email))]
    if address:
        keys.append((Kind.ADDRESS, counter_key(Kind.ADDRESS, address)))
    return keys


def network_of(address: str) -> str:
    """Return the address, or the /64 that one IPv6 customer commonly holds.

    Raises:
        ValueError: the text is no network address.
    """
    ip = ipaddress.ip_address(address.removesuffix("/64"))
    if ip.version == 6:
        return str(ipaddress.ip_network(f"{ip}/64", strict=False))
    return str(ip)
