"""The people who sign in, and what the house remembers about them."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toasoan.security.chain import GENESIS, instant
from toasoan.security.errors import AuditIsAppendOnly


def email_key(email: str) -> str:
    """Return the one spelling under which an address is stored and counted.

    Lower-casing may undo the composition, so the text is composed again after it.
    """
    folded = unicodedata.normalize("NFC", email.strip()).lower()
    return unicodedata.normalize("NFC", folded)


def _password_key(password: str | None) -> str | None:
    """Return one spelling: Vietnamese keyboards compose marks differently."""
    return None if password is None else unicodedata.normalize("NFKC", password)


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


AUDITED_FIELDS = (
    "email",
    "full_name",
    "is_active",
    "is_superuser",
    "password_changed_at",
)


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
    # The audited fields as they are stored; replaced, never changed in place.
    audited: dict[str, Any] = {}

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

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[Any],
        **kwargs: Any,
    ) -> "User":
        """Return the stored person, remembering what the audit log compares."""
        user = super().from_db(db, field_names, values, **kwargs)
        user.audited = user.audited_values()
        return user

    def audited_values(self) -> dict[str, Any]:
        """Return the loaded fields whose every change is written into the log."""
        return {
            name: self.__dict__[name]
            for name in AUDITED_FIELDS
            if name in self.__dict__
        }

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
        super().set_password(_password_key(raw_password))
        self.password_changed_at = timezone.now()

    def check_password(self, raw_password: str | None) -> bool:
        """Return whether this is the password, however its marks were typed."""
        return super().check_password(_password_key(raw_password))

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
    def first_name(self) -> str:
        """The given name, under the name by which Wagtail's sidebar asks for it."""
        return self.get_short_name()

    @property
    def initials(self) -> str:
        """The first letters of the family name and of the given name."""
        words = self._syllables()
        chosen: Iterable[str] = (words[0], words[-1]) if len(words) > 1 else words
        return "".join(word[0] for word in chosen).upper()

    def _syllables(self) -> list[str]:
        return self.full_name.split() or [self.email.partition("@")[0] or "?"]


class AuditChainHead(models.Model):
    """The newest link of the chain; the one row every writer waits for."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


class AuditEntry(models.Model):
    """One thing that somebody did, never changed and never removed."""

    sequence = models.PositiveBigIntegerField(unique=True, editable=False)
    at = models.DateTimeField(_("lúc"), db_index=True, editable=False)
    actor = models.ForeignKey(
        User,
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        null=True,
        related_name="audit_entries",
        editable=False,
    )
    actor_email = models.CharField(max_length=254, blank=True, editable=False)
    action = models.CharField(_("việc"), max_length=80, db_index=True, editable=False)
    target_kind = models.CharField(max_length=80, blank=True, editable=False)
    target_id = models.CharField(max_length=64, blank=True, editable=False)
    target_label = models.CharField(
        _("đối tượng"), max_length=255, blank=True, editable=False
    )
    # Null says "belongs to no unit", which is not the same as an empty key.
    unit_key = models.CharField(  # noqa: DJ001
        _("đơn vị"), max_length=64, null=True, db_index=True, editable=False
    )
    data = models.JSONField(default=dict, editable=False)
    ip = models.GenericIPAddressField(_("địa chỉ mạng"), null=True, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-sequence"]
        indexes = [
            models.Index(
                fields=["target_kind", "target_id", "-sequence"],
                name="security_audit_target",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.target_label}".rstrip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new entry; a stored one is refused."""
        if not self._state.adding:
            raise AuditIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was done stays written."""
        raise AuditIsAppendOnly

    def facts(self) -> dict[str, Any]:
        """Return everything the hash covers besides the hash before it."""
        return {
            "sequence": self.sequence,
            "at": instant(self.at),
            "actor": self.actor_id,
            "actor_email": self.actor_email,
            "action": self.action,
            "target_kind": self.target_kind,
            "target_id": self.target_id,
            "target_label": self.target_label,
            "unit_key": self.unit_key,
            "data": self.data,
            "ip": self.ip,
        }


class SignInCounter(models.Model):
    """Wrong passwords counted for one account or one network address.

    The key is a keyed hash: what people type by mistake into the address field,
    sometimes a password, is never stored.
    """

    class Kind(models.TextChoices):
        """What is counted."""

        ACCOUNT = "account", _("tài khoản")
        ADDRESS = "address", _("địa chỉ mạng")
        RESET = "reset", _("thư đặt lại mật khẩu")

    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=64)
    attempts = models.PositiveIntegerField(default=0)
    window_started_at = models.DateTimeField(default=timezone.now)
    locked_until = models.DateTimeField(null=True)
    times_locked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="security_sign_in_counter_key"
            )
        ]
        indexes = [
            models.Index(fields=["window_started_at"], name="security_counter_window")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:8]}: {self.attempts}"

    def is_locked(self, now: datetime) -> bool:
        """Return whether attempts are refused at `now`."""
        return self.locked_until is not None and self.locked_until > now
