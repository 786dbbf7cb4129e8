"""Addresses of the screen where files are brought in."""

from django.urls import path

from toasoan.archive.views import incoming, mailbox

app_name = "incoming"
urlpatterns = [
    path("", incoming.intake, name="intake"),
    path("<uuid:pk>/", incoming.keep, name="keep"),
    path("thu/", mailbox.letter_list, name="letters"),
    path("thu/<int:pk>/nhan/", mailbox.let_in, name="letter_let_in"),
    path("thu/<int:pk>/bo/", mailbox.dismiss, name="letter_dismiss"),
    path("hop-thu/", mailbox.settings_show, name="mailbox"),
    path("hop-thu/thu-noi/", mailbox.connection_try, name="mailbox_try"),
    path("hop-thu/doc/", mailbox.look_soon, name="mailbox_look"),
    path("hop-thu/thoi/", mailbox.end, name="mailbox_end"),
    path("hop-thu/nguoi-gui/", mailbox.sender_add, name="mail_sender_add"),
    path(
        "hop-thu/nguoi-gui/<int:pk>/bo/",
        mailbox.sender_remove,
        name="mail_sender_remove",
    ),
]
