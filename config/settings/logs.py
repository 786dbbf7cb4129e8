"""What the processes write to the console, which the service manager keeps."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"house": {"()": "toasoan.core.logs.HouseFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "toasoan": {"level": "INFO"},
        # Django's own handlers write only with DEBUG, or by mail to nobody.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not there is no event; a failed request is, with traceback.
        "django.request": {"level": "ERROR"},
    },
}
