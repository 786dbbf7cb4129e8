"""Who may come in, for how long, and what browsers are told.

Every name is explained in toasoan/security/README.md.
"""

from config.settings.base import HTTPS, env

AUTHENTICATION_BACKENDS = ["toasoan.security.backends.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "toasoan.security.validators.FourKindsValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

# --- Signing in: five wrong passwords, then a wait that doubles ---
SIGN_IN_LIMIT_ACCOUNT = env.number("TOASOAN_SIGN_IN_LIMIT", 5, low=3, high=10)
SIGN_IN_LIMIT_ADDRESS = env.number(
    "TOASOAN_SIGN_IN_LIMIT_ADDRESS", 50, low=5, high=10_000
)
SIGN_IN_WINDOW_S = 15 * 60
SIGN_IN_LOCK_S = env.number("TOASOAN_SIGN_IN_LOCK_MIN", 15, low=1, high=43_200) * 60
SIGN_IN_LOCK_MAX_S = max(24 * 3600, SIGN_IN_LOCK_S)
RESET_MAIL_LIMIT = 3
TRUSTED_PROXIES = env.networks("TOASOAN_TRUSTED_PROXIES", "")

# --- Sessions ---
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_IDLE_S = env.number("TOASOAN_SESSION_IDLE_MIN", 15, low=1, high=720) * 60
SESSION_IDLE_ADMIN_S = (
    env.number("TOASOAN_SESSION_IDLE_ADMIN_MIN", 5, low=1, high=720) * 60
)
# What browsers ask for by themselves; it does not keep a session alive.
SESSION_BACKGROUND_PATHS = [r"/ping/", r"/presence/", r"/poll/", r"/giu-bai/$"]
CSRF_FAILURE_VIEW = "toasoan.security.views.refusals.csrf_failure"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS

# --- Headers ---
STAFF_PREFIXES = ["/toa-soan/", "/hien-truong/"]
# Outside players a reader may load after saying yes.
EMBED_FRAME_HOSTS = env.hosts(
    "TOASOAN_EMBED_FRAME_HOSTS", "www.youtube-nocookie.com,player.vimeo.com"
)
SECURE_SSL_REDIRECT = False  # the proxy that holds the certificate redirects
if HTTPS and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Wagtail's screens ---
WAGTAILADMIN_USER_LOGIN_FORM = "toasoan.security.forms.SignInForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = (  # a class path, not a password
    "toasoan.security.forms.ResetMailForm"  # noqa: S105
)
# The address is what a person signs in with: administrators change it.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
