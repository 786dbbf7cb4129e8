"""Forms for signing in and for keeping people's accounts."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from toasoan.security import selectors, services
from toasoan.security.errors import SignInLocked
from toasoan.security.models import User, email_key
from toasoan.security.request_context import client_address, current_address


class SignInForm(LoginForm):
    """E-mail and password; the same answer whether the account exists or not."""

    username = forms.CharField(
        label=_("Thư điện tử"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    remember = forms.BooleanField(required=False)

    error_messages = {
        "invalid_login": _("Thư điện tử hoặc mật khẩu không đúng. Nhập lại."),
        "inactive": _("Thư điện tử hoặc mật khẩu không đúng. Nhập lại."),
    }

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        # The labels say it; a placeholder in place of a label disappears on typing.
        self.fields["username"].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        """Sign the person in, or say what to do: type again, or wait until when."""
        given: dict[str, Any] = self.cleaned_data
        email, password = given.get("username"), given.get("password")
        if not email or not password:
            return given
        self.user_cache = authenticate(self.request, username=email, password=password)
        if self.user_cache is None:
            address = client_address(self.request) if self.request else None
            until = selectors.sign_in_locked_until(email=email, address=address)
            if until is None:
                raise self.get_invalid_login_error()
            raise forms.ValidationError(SignInLocked(until).message, code="locked")
        return given


class ResetMailForm(PasswordResetForm):
    """Sends a password mail, a few times an hour at most, and never says to whom."""

    email = forms.EmailField(
        label=_("Thư điện tử của bạn"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def save(self, **kwargs: Any) -> None:
        """Send the mail, or silently nothing when too many were asked for."""
        try:
            services.reset_mail_begin(
                email=self.cleaned_data["email"], address=current_address()
            )
        except SignInLocked:
            return
        super().save(**kwargs)


class _PersonFields:
    """What the two account forms share: our fields, and who may see which."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def narrow(self, by: User) -> None:
        """Leave rights and groups to administrators; units give roles elsewhere."""
        if not by.is_superuser:
            self.fields.pop("is_superuser", None)
            self.fields.pop("groups", None)

    def clean_email(self) -> str:
        """Return the stored spelling, so that a second spelling is a duplicate."""
        return email_key(self.cleaned_data["email"])


class PersonCreationForm(_PersonFields, UserCreationForm):
    """A new person's account."""

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("Thư điện tử"))

    error_messages = {
        "duplicate_username": _("Địa chỉ này đã có người dùng."),
        "password_mismatch": _("Hai ô mật khẩu khác nhau. Nhập lại ô thứ hai."),
    }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow(by)

    class Meta:
        model = User
        fields = ["email", "full_name", "is_active", "is_superuser", "groups"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(_PersonFields, UserEditForm):
    """A person's account as administrators change it."""

    first_name = None
    last_name = None
    email = forms.EmailField(label=_("Thư điện tử"))

    error_messages = PersonCreationForm.error_messages

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow(by)

    class Meta(PersonCreationForm.Meta):
        pass


class OwnNameForm(forms.ModelForm[User]):
    """The name, as a person may change it on the account page."""

    class Meta:
        model = User
        fields = ["full_name"]
