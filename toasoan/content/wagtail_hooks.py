"""Wagtail's page screens in the newsroom: our buttons, our gate, our units."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import Page, Site

from toasoan.content import services
from toasoan.content.desks.desk_items import not_binned
from toasoan.content.editing import editor_hooks, editor_view, page_policy  # noqa: F401 - its hooks are registered
from toasoan.content.editing.page_scope import pages_visible
from toasoan.content.item_actions import facts_of, main_actions
from toasoan.content.models import ArticlePage, PackagePage, SyndicatedPage
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import gate_check
from toasoan.content.publication.waiting import schedule_danger
from toasoan.core.errors import ToasoanError
from toasoan.units.access import (
    colleagues_of,
    sees_every_unit,
    units_visible,
    user_may,
)
from toasoan.units.roles import Action
from toasoan.units.selectors import unit_of_page

SUBMIT = "action-newsroom-submit"
APPROVE = "action-newsroom-approve"
CORRECT = "action-newsroom-correct"
LEAVE = "action-newsroom-leave"
VERSION = "action-newsroom-version"


class NewsroomActions(ActionMenuItem):
    """Save the draft, and the next step of the item, side by side."""

    name = "action-newsroom"
    template_name = "content/staff/editor_actions.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return the one thing this person may do with the item next."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        page, user = context["page"], context["request"].user
        stored = type(page).objects.get(pk=page.pk)
        facts = facts_of(stored, user, gate_check(stored))
        action = next(
            (a for a in main_actions(facts) if a.verb in {"nop", "duyet"}), None
        )
        context["next_action"] = action
        context["next_name"] = {"nop": SUBMIT, "duyet": APPROVE}.get(
            action.verb if action else "", ""
        )
        context["may_correct"] = page.live and user_may(
            user, Action.CORRECT, stored.unit
        )
        return context


editor_view.install()
page_policy.install()


@hooks.register("construct_page_action_menu")
def item_action_menu(
    menu_items: list[ActionMenuItem],
    request: HttpRequest,  # noqa: ARG001
    context: dict[str, Any],
) -> None:
    """Leave Wagtail's buttons out of an item's editor; ours say what happens."""
    page = context.get("page")
    if not isinstance(page, ItemPage) or context.get("view") != "edit":
        return
    if context.get("locked_for_user"):
        return
    menu_items[:] = [NewsroomActions()]


@hooks.register("after_edit_page")
def next_step(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Do what the pressed button says, the draft being saved either way."""
    if not isinstance(page, ItemPage):
        return None
    answer = _step_pressed(request, page)
    # Autosave wants JSON and shows no messages: its many saves would pile them up.
    if request.accepts("text/html") and (danger := schedule_danger(page)):
        messages.warning(request, danger)
    return answer


def _step_pressed(request: HttpRequest, page: ItemPage) -> HttpResponse | None:
    pressed = next(
        (n for n in (SUBMIT, APPROVE, CORRECT, VERSION, LEAVE) if n in request.POST),
        None,
    )
    if pressed is None:
        return None
    if pressed == CORRECT:
        return redirect("content:item_act", page.pk, "dinh-chinh")
    if pressed == VERSION:
        _forget_messages(request)
        return redirect("content:versions", page.pk)
    if pressed != LEAVE:
        _take_step(request, page, pressed)
    return redirect("content:item", page.pk)


def _take_step(request: HttpRequest, page: ItemPage, pressed: str) -> None:
    _forget_messages(request)
    try:
        if pressed == SUBMIT:
            services.item_submit(item=page, by=request.user)
            said = _("Đã nộp bài.")
        else:
            step = int(request.POST.get("newsroom_step") or 0)
            services.item_approve(item=page, by=request.user, step=step)
            said = _("Đã duyệt.")
    except ToasoanError as error:
        messages.error(request, _("Bản nháp đã lưu. %(why)s") % {"why": error.message})
    else:
        messages.success(request, said)


def _forget_messages(request: HttpRequest) -> None:
    """Drop Wagtail's "saved" line: the step's own line says more."""
    list(messages.get_messages(request))


# --- Only the person's own units ---------------------------------------------


@hooks.register("construct_page_chooser_queryset")
def chooser_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Offer only pages of the person's units."""
    own = pages_visible(request.user).filter(not_binned())
    return pages.filter(pk__in=own.values("pk"))


@hooks.register("construct_explorer_page_queryset")
def explorer_pages(
    parent_page: Page,  # noqa: ARG001
    pages: QuerySet[Page],
    request: HttpRequest,
) -> QuerySet[Page]:
    """List only pages of the person's units."""
    own = pages_visible(request.user).filter(not_binned())
    return pages.filter(pk__in=own.values("pk"))


class OwnPagesAPI(PagesAdminAPIViewSet):
    """The staff API's pages: only those of the person's units, to be read only."""

    # Copying, moving and publishing have screens with checks; here they have none.
    actions: ClassVar[dict[str, Any]] = {}

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the pages the person may know of."""
        own = pages_visible(self.request.user).filter(not_binned()).values("pk")
        return super().get_base_queryset().filter(pk__in=own)

    def get_queryset(self) -> QuerySet[Page]:
        """Return the pages asked for that the person may know of."""
        own = pages_visible(self.request.user).filter(not_binned()).values("pk")
        return super().get_queryset().filter(pk__in=own)


@hooks.register("construct_admin_api", order=100)
def staff_api(router: Any) -> None:
    """Put our scoped list where Wagtail lists every unit's pages."""
    router.register_endpoint("pages", OwnPagesAPI)


def _colleagues(request: HttpRequest) -> QuerySet[Any]:
    return colleagues_of(request.user)


def _own_sites(request: HttpRequest) -> QuerySet[Site]:
    if sees_every_unit(request.user):
        return Site.objects.all()
    return Site.objects.filter(press_unit__in=units_visible(request.user))


# Wagtail's filters name every site, and everyone who ever owned or edited a page.
for _name in ("owner", "edited_by"):
    PageFilterSet.base_filters[_name].queryset = _colleagues
PageFilterSet.base_filters["site"].queryset = _own_sites


# --- Ways round the gate ----------------------------------------------------


def _refused(request: HttpRequest, page: Page, text: str) -> HttpResponse | None:
    if not isinstance(page.specific_deferred, ItemPage):
        return None
    messages.error(request, text)
    return redirect("content:item", page.pk)


@hooks.register("before_publish_page")
def no_wagtail_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send who would publish an item here to its own screen."""
    return _refused(request, page, _("Bài xuất bản ở đây, qua cổng xuất bản."))


@hooks.register("before_unpublish_page")
def no_wagtail_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send who would hide an item here to its own screen, where reasons are asked."""
    return _refused(request, page, _("Bài gỡ ở đây, có lý do."))


@hooks.register("before_unpublish_page")
def no_hiding_above_live_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to hide a section over articles that readers go on reading."""
    below = page.get_descendants().live().count()
    if not below or isinstance(page.specific_deferred, ItemPage):
        return None
    said = _(
        "“%(name)s” còn %(n)s trang đang đăng bên dưới. Chuyển hoặc gỡ hết rồi ẩn."
    )
    messages.error(request, said % {"name": page.title, "n": below})
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_copy_page")
def no_wagtail_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse the copy of an item: another unit takes it over, with its source."""
    return _refused(
        request, page, _("Bài không sao chép. Đơn vị khác dùng “Đăng lại”.")
    )


@hooks.register("before_copy_page")
def no_copy_of_what_stands_below(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Refuse the copy of a page with others below: their articles would be doubled."""
    if page.is_leaf():
        return None
    said = _(
        "“%(name)s” có trang bên dưới nên không sao chép. Tạo trang mới thay vào đó."
    )
    messages.error(request, said % {"name": page.title})
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("before_create_page")
def create_in_our_form(
    request: HttpRequest,  # noqa: ARG001
    parent_page: Page,  # noqa: ARG001
    page_class: type[Page],
) -> HttpResponse | None:
    """Begin items in our own form, which knows the unit and the story."""
    if issubclass(page_class, PackagePage):
        return redirect("content:package_new")
    if issubclass(page_class, ArticlePage):
        return redirect("content:item_new")
    if issubclass(page_class, SyndicatedPage):
        return redirect("content:elsewhere")
    return None


@hooks.register("before_delete_page")
def bin_instead_of_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Send who would delete an item to the bin, out of which it can be brought back."""
    if not isinstance(page.specific_deferred, ItemPage):
        return None
    messages.info(request, _("Bài không xóa thẳng: bỏ vào thùng, còn lấy lại được."))
    return redirect("content:item_desk", page.pk)


@hooks.register("before_move_page")
def move_within_unit(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """Keep every page in the tree of its own unit."""
    if unit_of_page(page) == unit_of_page(destination):
        return None
    messages.error(request, _("Trang không chuyển sang đơn vị khác được."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def no_bulk_for_items(
    request: HttpRequest,
    action_type: str,
    objects: list[Any],
    action_class_instance: Any,  # noqa: ARG001
) -> HttpResponse | None:
    """Refuse to publish, hide or delete many items at once."""
    pages = [each for each in objects if isinstance(each, Page)]
    if action_type not in {"publish", "unpublish", "delete", "move"}:
        return None
    if action_type == "unpublish":
        for page in pages:
            refused = no_hiding_above_live_pages(request, page)
            if refused is not None:
                return refused
    if not any(isinstance(page.specific_deferred, ItemPage) for page in pages):
        return None
    messages.error(request, _("Bài xuất bản, gỡ và chuyển từng bài một."))
    return redirect("content:item_list")
