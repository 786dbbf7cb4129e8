"""The people who sign in, and what the house remembers about them."""

import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def email_key(email: str) -> str:
    """Return the one spelling under which an address is stored and counted.

    Lower-casing may undo the composition, so the text is composed again after it.
    """
    folded = unicodedata.normalize("NFC", email.strip()).lower()
    return unicodedata.normalize("NFC", folded)


class UserManager(BaseUserManager["User"]):
    """Makes people, and finds them whatever case their address is typed in."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Store a person; without a password nobody can sign in as them."""
        if not email_key(email):
            raise ValueError("A user needs an email.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """Store a person who may do everything."""
        fields["is_superuser"] = True
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person behind an address in any case or composition."""
        return self.get(email=email_key(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A person of the house, known by the e-mail address."""

    email = models.EmailField(
        _("thư điện tử"),
        unique=True,
        error_messages={"unique": _("Địa chỉ này đã có người dùng.")},
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    is_active = models.BooleanField(
        _("đang làm việc"),
        default=True,
        help_text=_(
            "Bỏ chọn để khóa tài khoản. Bài và nhật ký của người này giữ nguyên."
        ),
    )
    date_joined = models.DateTimeField(
        _("ngày tạo"), default=timezone.now, editable=False
    )
    password_changed_at = models.DateTimeField(
        _("lần đổi mật khẩu gần nhất"), null=True, blank=True, editable=False
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ["full_name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="security_user_email_lower",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def clean(self) -> None:
        """Bring the address and the name to their stored form."""
        super().clean()
        self._tidy()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the person with the address in lower case and the text in NFC."""
        self._tidy()
        super().save(*args, **kwargs)

    def _tidy(self) -> None:
        self.email = email_key(self.email)
        self.full_name = " ".join(unicodedata.normalize("NFC", self.full_name).split())

    def set_password(self, raw_password: str | None) -> None:
        """Replace the password and remember when."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the stored spelling of an address."""
        return email_key(username)

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order, or the address when none is known."""
        return self.full_name or self.email

    def get_short_name(self) -> str:
        """Return the given name: the last syllable of a Vietnamese name."""
        return self._syllables()[-1]

    @property
    def initials(self) -> str:
        """The first letters of the family name and of the given name."""
        words = self._syllables()
        chosen: Iterable[str] = (words[0], words[-1]) if len(words) > 1 else words
        return "".join(word[0] for word in chosen).upper()

    def _syllables(self) -> list[str]:
        return self.full_name.split() or [self.email.partition("@")[0] or "?"]
