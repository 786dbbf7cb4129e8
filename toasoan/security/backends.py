"""The one door for passwords."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from toasoan.security import services
from toasoan.security.errors import SignInLocked
from toasoan.security.models import User, email_key
from toasoan.security.request_context import client_address


class PasswordBackend(ModelBackend):
    """Checks e-mail and password, counting every attempt first.

    Django's backend hashes the password for an unknown address too, so the time of
    the answer does not tell which addresses exist.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the person, or None; stop every other backend when locked."""
        email = kwargs.get(User.USERNAME_FIELD) if username is None else username
        if not email or password is None:
            return None
        address = client_address(request) if request is not None else None
        try:
            services.sign_in_begin(email=email, address=address)
        except SignInLocked as locked:
            raise PermissionDenied from locked
        user = super().authenticate(
            request, username=email_key(email), password=password
        )
        if not isinstance(user, User):
            services.sign_in_refuse(email=email, address=address)
            return None
        services.sign_in_accept(email=email, address=address)
        return user
