"""What a password must be while a password is the only proof."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.security.models import User


class FourKindsValidator:
    """Accepts long passwords that mix small and capital letters, digits and signs."""

    def __init__(self, min_length: int = 14) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        """Pass quietly, or say exactly what is missing.

        Raises:
            ValidationError: the password is too short or lacks a kind of sign.
        """
        problems = []
        if len(password) < self.min_length:
            problems.append(
                ValidationError(
                    _("Mật khẩu dài %(length)d ký tự, cần ít nhất %(minimum)d."),
                    code="password_too_short",
                    params={"length": len(password), "minimum": self.min_length},
                )
            )
        missing = _missing_kinds(password)
        if missing:
            problems.append(
                ValidationError(
                    _("Mật khẩu còn thiếu: %(kinds)s."),
                    code="password_lacks_kinds",
                    params={"kinds": ", ".join(missing)},
                )
            )
        if problems:
            raise ValidationError(problems)

    def get_help_text(self) -> str:
        """Return the rule as one sentence."""
        return ngettext(
            "Mật khẩu dài ít nhất %(minimum)d ký tự, có chữ thường, chữ hoa, "
            "chữ số và dấu. Một câu có dấu cách cũng được.",
            "Mật khẩu dài ít nhất %(minimum)d ký tự, có chữ thường, chữ hoa, "
            "chữ số và dấu. Một câu có dấu cách cũng được.",
            self.min_length,
        ) % {"minimum": self.min_length}


def _missing_kinds(password: str) -> list[str]:
    present = {
        _("chữ thường"): any(sign.islower() for sign in password),
        _("chữ hoa"): any(sign.isupper() for sign in password),
        _("chữ số"): any(sign.isdigit() for sign in password),
        _("dấu"): any(not sign.isalnum() for sign in password),
    }
    return [kind for kind, found in present.items() if not found]
