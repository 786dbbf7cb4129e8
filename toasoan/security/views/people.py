"""People's accounts: Wagtail's screens with our fields and limits."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.users.views import users as stock

from toasoan.security import selectors, services
from toasoan.security.errors import PersonCannotBeDeleted, PersonIsAdministrator
from toasoan.security.forms import PersonCreationForm, PersonEditForm
from toasoan.security.models import User


class PeopleIndexView(stock.IndexView):
    """The list of accounts, searched by name or address."""

    page_title = _("Tài khoản")
    add_item_label = _("Thêm tài khoản")

    @cached_property
    def columns(self) -> list[Column]:
        """Name, address, rights, state, last sign-in."""
        title = self._get_title_column_class(stock.UserColumn)
        return [
            title(
                "name",
                accessor=User.get_full_name,
                label=_("Họ và tên"),
                sort_key="full_name",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=_("Thư điện tử"), sort_key="email"),
            BooleanColumn("is_superuser", label=_("Quản trị")),
            BooleanColumn("is_active", label=_("Đang làm việc"), sort_key="is_active"),
            DateColumn("last_login", label=_("Vào lần cuối"), sort_key="last_login"),
        ]

    @cached_property
    def search_fields(self) -> set[str]:
        """What the search box looks into."""
        return {"full_name", "email"}

    def get_delete_url(self, instance: User) -> None:  # noqa: ARG002
        """Offer no deletion: accounts are closed."""
        return

    def order_queryset(self, queryset: Any) -> Any:
        """Order by the chosen column."""
        return super(stock.IndexView, self).order_queryset(queryset)


class PersonCreateView(stock.CreateView):
    """Adds an account."""

    page_title = _("Thêm tài khoản")
    success_message = _("Đã thêm tài khoản “%(object)s”.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who is asking."""
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonEditView(stock.EditView):
    """Changes an account; an administrator's only by an administrator."""

    success_message = _("Đã lưu tài khoản “%(object)s”.")
    error_message = _("Chưa lưu được tài khoản. Sửa các ô báo đỏ.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the account."""
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, unless the account is above the person who asks.

        Raises:
            PersonIsAdministrator: an administrator's account, asked for by another.
        """
        if self.object.is_superuser and not request.user.is_superuser:
            raise PersonIsAdministrator
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change the account, or only unlock it when that button was pressed."""
        if "unlock" not in request.POST:
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        services.user_unlock(email=self.object.email, by=self.request.user)
        messages.success(
            request,
            _("Đã mở khóa đăng nhập cho %(name)s. Người ấy vào lại được ngay.")
            % {"name": self.object},
        )
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add until when the person cannot sign in."""
        until = selectors.sign_in_locked_until(email=self.object.email, address=None)
        return {**super().get_context_data(**kwargs), "locked_until": until}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who is asking."""
        return {**super().get_form_kwargs(), "by": self.request.user}


class PersonDeleteView(stock.DeleteView):
    """Refuses: the audit log and the bylines name this person."""

    def dispatch(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Refuse whoever asks.

        Raises:
            PersonCannotBeDeleted: always.
        """
        raise PersonCannotBeDeleted


class PeopleViewSet(stock.UserViewSet):
    """Wagtail's people screens for a user known by e-mail and one full name."""

    ordering = "full_name"
    menu_label = _("Tài khoản")
    template_prefix = "security/people/"
    index_view_class = PeopleIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView

    def get_form_class(
        self,
        for_update: bool = False,  # noqa: FBT001, FBT002
    ) -> type[PersonCreationForm] | type[PersonEditForm]:
        """Return our form for a new or for a stored account."""
        return PersonEditForm if for_update else PersonCreationForm
