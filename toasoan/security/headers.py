"""What browsers are told they may do with our pages."""

from collections.abc import Mapping, Sequence

from django.conf import settings

Policy = Mapping[str, Sequence[str]]

_SELF = ("'self'",)
_NONE = ("'none'",)

# Reader pages carry no inline script and no inline style. Structured data
# (application/ld+json) is a data block: the policy does not concern it.
_READER: Policy = {
    "default-src": _NONE,
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": ("'self'", "data:"),
    "font-src": _SELF,
    "media-src": _SELF,
    "connect-src": _SELF,
    "manifest-src": _SELF,
    "worker-src": _SELF,
    "base-uri": _NONE,
    "form-action": _SELF,
    "frame-ancestors": _SELF,
    "object-src": _NONE,
}
# Each exception is explained in the room's README, "Staff policy".
_STAFF: Policy = {
    "default-src": _SELF,
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": ("'self'", "data:", "blob:"),
    "font-src": _SELF,
    "media-src": ("'self'", "blob:"),
    "connect-src": _SELF,
    "object-src": _NONE,
    "base-uri": _NONE,
    "form-action": _SELF,
    "frame-ancestors": _SELF,
}
_READER_PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
# Reporters photograph, film and dictate in the staff screens.
_STAFF_PERMISSIONS = (
    "accelerometer=(), camera=(self), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(self), midi=(), payment=(), usb=()"
)
# In the field they also say where they are, each time they press for it.
FIELD_PERMISSIONS = _STAFF_PERMISSIONS.replace("geolocation=()", "geolocation=(self)")
_YEAR_S = 365 * 24 * 3600


def policy_text(policy: Policy) -> str:
    """Return the policy as the header spells it."""
    return "; ".join(" ".join((name, *sources)) for name, sources in policy.items())


READER_CSP = policy_text({**_READER, "frame-src": _NONE})
STAFF_CSP = policy_text({**_STAFF, "frame-src": _SELF})


def reader_headers() -> dict[str, str]:
    """Return the headers of every reader page, as the page store sends them."""
    frames = [f"https://{host}" for host in settings.EMBED_FRAME_HOSTS]
    return {
        "Content-Security-Policy": policy_text(
            {**_READER, "frame-src": frames or _NONE}
        ),
        "Permissions-Policy": _READER_PERMISSIONS,
        **_common_headers(),
    }


def staff_headers(style_nonce: str = "") -> dict[str, str]:
    """Return the headers of every staff page.

    A staff page frames its own previews, and previews frame allowed embeds. With a
    nonce, style sheets that the page's own scripts build are let in.
    """
    frames = ["'self'", *(f"https://{host}" for host in settings.EMBED_FRAME_HOSTS)]
    policy = {**_STAFF, "frame-src": frames}
    if style_nonce:
        policy["style-src"] = ("'self'", f"'nonce-{style_nonce}'")
    return {
        "Content-Security-Policy": policy_text(policy),
        "Permissions-Policy": _STAFF_PERMISSIONS,
        # Wagtail says so of its own views; ours and refusals would leave it out.
        "Cache-Control": "private, no-store",
        **_common_headers(),
    }


def _common_headers() -> dict[str, str]:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if settings.HTTPS:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
    return headers
