"""The staff's side over HTTP: sign in, order a publication."""

import http.client
import re
from urllib.parse import urlencode

from bench.house import House

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class StaffDoor:
    """Keeps a person's session across restarts of the web process."""

    def __init__(self, house: House, email: str, password: str) -> None:
        self.house = house
        self.email = email
        self.password = password
        self._cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        """Leave a signed-in session in the cookies.

        Raises:
            RuntimeError: the house does not let the person in.
        """
        page = self._ask("GET", "/toa-soan/login/")
        found = TOKEN.search(page.body.decode())
        if found is None:
            raise RuntimeError(f"no sign-in form: {page.status}")
        answer = self._ask(
            "POST",
            "/toa-soan/login/",
            {
                "username": self.email,
                "password": self.password,
                "csrfmiddlewaretoken": found[1],
            },
        )
        if answer.status != 302 or "sessionid" not in self._cookies:
            raise RuntimeError(f"not signed in: {answer.status}")

    def publish(self, pk: int) -> int | None:
        """Order the publication; return the status, or None when the answer broke off."""
        try:
            return self._ask("POST", f"/toa-soan/bai/{pk}/xuat-ban/", {}).status
        except (OSError, http.client.HTTPException):
            return None

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None):
        asker = self.house.asker()
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self._cookies.get("csrftoken", "")
        try:
            answer = asker.ask(method, path, body=body, headers=headers)
        finally:
            asker.close()
        self._cookies |= answer.cookies
        return answer
