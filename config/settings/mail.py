"""How mail leaves: the terminal until the operator names a mail server."""

from config.settings.base import env
from toasoan.core.environment import SettingInvalid

DEFAULT_FROM_EMAIL = env.text("TOASOAN_MAIL_FROM", "toasoan@localhost")
EMAIL_HOST = env.host("TOASOAN_SMTP_HOST", "")
EMAIL_BACKEND = env.dotted_path(
    "TOASOAN_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend",
)
# starttls: from plain to encrypted on one port; tls: encrypted from the first byte.
_USUAL_PORTS = {"starttls": 587, "tls": 465, "no": 25}
_TLS = env.choice("TOASOAN_SMTP_TLS", "starttls", _USUAL_PORTS)
EMAIL_USE_TLS = _TLS == "starttls"
EMAIL_USE_SSL = _TLS == "tls"
EMAIL_PORT = env.number("TOASOAN_SMTP_PORT", _USUAL_PORTS[_TLS], low=1, high=65535)
EMAIL_HOST_USER = env.text("TOASOAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("TOASOAN_SMTP_PASSWORD", "")
# Somebody waits for the page meanwhile.
EMAIL_TIMEOUT = 10

if bool(EMAIL_HOST_USER) != bool(EMAIL_HOST_PASSWORD):
    raise SettingInvalid(
        "TOASOAN_SMTP_USER và TOASOAN_SMTP_PASSWORD=*** phải có cùng nhau"
    )
if EMAIL_HOST_PASSWORD and _TLS == "no":
    raise SettingInvalid(
        "TOASOAN_SMTP_TLS='no': mật khẩu thư sẽ đi không mã hóa, ghi starttls hoặc tls"
    )
