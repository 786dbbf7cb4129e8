"""Which network addresses the house may be sent to."""

import ipaddress
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

from toasoan.core.errors import ExternalServiceError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]

NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Where clouds hand out a machine's own credentials.
METADATA = frozenset(
    {
        ipaddress.ip_address("169.254.169.254"),
        ipaddress.ip_address("fd00:ec2::254"),
        ipaddress.ip_address("100.100.100.200"),
        ipaddress.ip_address("192.0.0.192"),
    }
)


class AddressRefused(ExternalServiceError):
    """The name leads to an address the house does not visit."""

    code = "address_refused"


def resolve(host: str, port: int) -> list[str]:
    """Return every address the system knows for the host.

    Raises:
        OSError: the name is unknown.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def address_for(
    host: str,
    port: int,
    *,
    allow_private: bool,
    resolver: Resolver,
    shown_url: str,
) -> str:
    """Return one address of `host` to connect to, all of them having been judged.

    Raises:
        AddressRefused: any of the host's addresses is forbidden.
        ExternalServiceError: the name cannot be looked up; retryable unless no
            host can be called so.
    """
    try:
        texts = resolver(host, port)
    except UnicodeError as err:
        raise ExternalServiceError(shown_url, "the name cannot be one") from err
    except OSError as err:
        raise ExternalServiceError(
            shown_url, "the name is unknown", retryable=True
        ) from err
    if not texts:
        raise ExternalServiceError(shown_url, "the name is unknown", retryable=True)
    for text in texts:
        if not may_visit(text, allow_private=allow_private):
            raise AddressRefused(shown_url, "its address is not public")
    return texts[0]


def may_visit(text: str, *, allow_private: bool = False) -> bool:
    """Return whether the address is public, or private and that is allowed.

    Addresses that carry an IPv4 address inside (mapped, 6to4, NAT64) are
    judged by the one inside. Link-local, multicast, reserved, unspecified and
    cloud metadata addresses are never visited.
    """
    address = _innermost(ipaddress.ip_address(text))
    if address in METADATA or _is_unusable(address):
        return False
    if address.is_loopback or address.is_private:
        return allow_private
    return address.is_global


def _is_unusable(address: Address) -> bool:
    return (
        address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or (address.is_reserved and not address.is_loopback)
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )


def _innermost(address: Address) -> Address:
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
