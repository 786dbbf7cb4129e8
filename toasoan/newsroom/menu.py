"""The sidebar: one menu by task. `wagtail_hooks` loads it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from toasoan.units.access import is_ministry_person, sees_every_unit, user_may
from toasoan.units.current_unit import units_of
from toasoan.units.roles import Action

# Who sees these of Wagtail's own entries: the platform's keepers.
WAGTAIL_ONLY = {"reports", "help", "snippets"}


class NewsroomItem(MenuItem):
    """An entry for people who belong to a unit."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person has a unit to work in."""
        return bool(units_of(request))


class KeeperItem(MenuItem):
    """An entry for who may do one of some actions in any of their units."""

    def __init__(self, *args: Any, actions: tuple[Action, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = actions

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person keeps something of the kind."""
        return _keeps(request, *self.actions)


def _keeps(request: HttpRequest, *actions: Action) -> bool:
    return any(
        user_may(request.user, action, unit)
        for unit in units_of(request)
        for action in actions
    )


@hooks.register("register_admin_menu_item")
def work_item() -> MenuItem:
    """Return the entry to one's own work."""
    return MenuItem(
        _("Việc của tôi"),
        reverse("wagtailadmin_home"),
        name="work",
        icon_name="ts-work",
        order=10,
    )


@hooks.register("register_admin_menu_item")
def field_item() -> MenuItem:
    """Return the entry to the app for phones."""
    return NewsroomItem(
        _("Hiện trường"),
        reverse("field:shell"),
        name="field",
        icon_name="ts-submit",
        order=32,
    )


@hooks.register("register_admin_menu_item")
def stories_item() -> MenuItem:
    """Return the entry to the stories."""
    return NewsroomItem(
        pgettext_lazy("many", "Đề tài"),
        reverse("planning:story_list"),
        name="stories",
        icon_name="ts-story",
        order=20,
    )


@hooks.register("register_admin_menu_item")
def plan_item() -> MenuItem:
    """Return the entry to the views of the plan."""
    return NewsroomItem(
        _("Kế hoạch"),
        reverse("newsroom:plan"),
        name="plan",
        icon_name="ts-plan",
        order=22,
    )


@hooks.register("register_admin_menu_item")
def desk_board_item() -> MenuItem:
    """Return the entry to the boards of items."""
    return NewsroomItem(
        _("Bảng ban"),
        reverse("newsroom:desk_boards"),
        name="desk-boards",
        icon_name="list-ul",
        order=23,
    )


@hooks.register("register_admin_menu_item")
def calendar_item() -> MenuItem:
    """Return the entry to the calendar of events."""
    return NewsroomItem(
        _("Lịch sự kiện"),
        reverse("planning:calendar"),
        name="calendar",
        icon_name="calendar-alt",
        order=25,
    )


@hooks.register("register_admin_menu_item")
def rota_item() -> MenuItem:
    """Return the entry to who is on duty."""
    return NewsroomItem(
        _("Lịch trực"),
        reverse("planning:rota"),
        name="rota",
        icon_name="user",
        order=26,
    )


class GroupPlanItem(MenuItem):
    """An entry for who coordinates units, in the ministry or deciding for one."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may see what the units let each other see."""
        # As planning.access.group_plan_readable, with the units this request has read.
        return is_ministry_person(request.user) or _keeps(request, Action.DECIDE_STORY)


@hooks.register("register_admin_menu_item")
def group_plan_item() -> MenuItem:
    """Return the entry to what the units plan together."""
    return GroupPlanItem(
        _("Kế hoạch nhóm"),
        reverse("planning:group_plan"),
        name="group-plan",
        icon_name="group",
        order=27,
    )


@hooks.register("register_admin_menu_item")
def items_item() -> MenuItem:
    """Return the entry to the items."""
    return NewsroomItem(
        _("Tin bài"),
        reverse("content:item_list"),
        name="items",
        icon_name="ts-items",
        order=30,
    )


@hooks.register("register_admin_menu_item")
def requests_item() -> MenuItem:
    """Return the entry to what people outside ask about published items."""
    return KeeperItem(
        _("Yêu cầu về bài"),
        reverse("content:requests"),
        name="requests",
        icon_name="mail",
        order=31,
        actions=(Action.WRITE,),
    )


@hooks.register("register_admin_menu_item")
def front_item() -> MenuItem:
    """Return the entry to the unit's front."""
    return KeeperItem(
        _("Trang chủ"),
        reverse("front:front"),
        name="front",
        icon_name="home",
        order=33,
        actions=(Action.CURATE,),
    )


@hooks.register("register_admin_menu_item")
def topics_item() -> MenuItem:
    """Return the entry to the unit's running stories."""
    return KeeperItem(
        _("Dòng sự kiện"),
        reverse("content:topics"),
        name="topics",
        icon_name="list-ul",
        order=34,
        actions=(Action.CURATE,),
    )


@hooks.register("register_admin_menu_item")
def unit_item() -> MenuItem:
    """Return the entry to people, delegations and review chains."""
    return NewsroomItem(
        _("Đơn vị"),
        reverse("units:people"),
        name="unit",
        icon_name="ts-unit",
        order=60,
    )


@hooks.register("register_admin_menu_item")
def mailbox_item() -> MenuItem:
    """Return the entry to the letters of the unit's archive, for who administers it."""
    return KeeperItem(
        _("Hộp thư nhận tệp"),
        reverse("incoming:letters"),
        name="mailbox",
        icon_name="mail",
        order=61,
        actions=(Action.MANAGE,),
    )


class OrganisationsItem(MenuItem):
    """An entry for the ministry's people and for who keeps a unit or the platform."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may look through the bodies."""
        user = request.user
        # As units.access.organisations_require, with the units this request has read.
        return (
            is_ministry_person(user)
            or sees_every_unit(user)
            or _keeps(request, Action.MANAGE)
        )


@hooks.register("register_admin_menu_item")
def organisations_item() -> MenuItem:
    """Return the entry to the bodies of the ministry."""
    return OrganisationsItem(
        _("Cơ quan"),
        reverse("units:organisations"),
        name="organisations",
        icon_name="ts-unit",
        order=70,
    )


@hooks.register("register_admin_menu_item")
def log_item() -> MenuItem:
    """Return the entry to the audit log."""
    return KeeperItem(
        _("Nhật ký"),
        reverse("newsroom:log"),
        name="log",
        icon_name="ts-history",
        order=70,
        actions=(Action.READ_LOG,),
    )


class PlatformItem(MenuItem):
    """An entry for who keeps the platform."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person keeps the platform."""
        return sees_every_unit(request.user)


@hooks.register("register_admin_menu_item")
def status_item() -> MenuItem:
    """Return the entry to what is stuck in the machine room."""
    return PlatformItem(
        _("Tình trạng hệ thống"),
        reverse("newsroom:status"),
        name="status",
        icon_name="ts-health",
        order=80,
    )


@hooks.register("register_admin_menu_item")
def help_item() -> MenuItem:
    """Return the entry to help."""
    return MenuItem(
        _("Trợ giúp"),
        reverse("newsroom:help"),
        name="house-help",
        icon_name="ts-help",
        order=900,
    )


@hooks.register("construct_main_menu", order=1000)
def menu_by_task(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Keep what a newsroom needs, in the order of its day."""
    found = {item.name: item for item in menu_items}
    for name in WAGTAIL_ONLY:
        if name in found and not request.user.is_superuser:
            menu_items.remove(found[name])
    if "help" in found and found["help"] in menu_items:
        menu_items.remove(found["help"])
    settings = found.get("settings")
    if settings is not None and not sees_every_unit(request.user):
        menu_items.remove(settings)
    elif settings is not None:
        settings.icon_name = "ts-settings"
    explorer = found.get("explorer")
    if explorer is not None:
        menu_items.remove(explorer)
        if _keeps(request, Action.MANAGE, Action.CURATE) or request.user.is_superuser:
            menu_items.append(_structure_item())
    _gather_archive(found, menu_items)


def _structure_item() -> MenuItem:
    return MenuItem(
        _("Trang web"),
        reverse("wagtailadmin_explore_root"),
        name="structure",
        icon_name="ts-site",
        order=50,
    )


def _gather_archive(found: dict[str, MenuItem], menu_items: list[MenuItem]) -> None:
    own = [
        MenuItem(label, found[name].url, name=name, icon_name=icon)
        for name, label, icon in (
            ("images", pgettext_lazy("many", "Ảnh"), "ts-photo"),
            ("documents", _("Tài liệu"), "ts-document"),
        )
        if name in found
    ]
    if not own:
        return
    for item in own:
        menu_items.remove(found[item.name])
    menu = Menu(items=[*_archive_ways(), *own, *_archive_keeping()])
    menu_items.append(
        SubmenuMenuItem(
            _("Kho tư liệu"), menu, name="archive", icon_name="ts-archive", order=40
        )
    )


def _archive_ways() -> list[MenuItem]:
    """Return the ways to all kinds of assets, those of other units too."""
    return [
        NewsroomItem(label, reverse(to), name=name, icon_name=icon, order=order)
        for order, (name, label, to, icon) in enumerate(
            (
                ("catalogue", _("Tìm trong kho"), "catalogue:grid", "search"),
                ("intake", _("Nhận tệp vào kho"), "incoming:intake", "upload"),
                ("collections", _("Bộ sưu tập"), "catalogue:collections", "folder"),
                ("vocabulary", _("Danh mục của kho"), "catalogue:vocabulary", "tag"),
                ("opened", _("Kho các đơn vị"), "holdings:opened", "ts-share"),
            )
        )
    ]


def _archive_keeping() -> list[MenuItem]:
    """Return what only who keeps the archive does."""
    return [
        KeeperItem(
            label,
            reverse(to),
            name=name,
            icon_name=icon,
            actions=(Action.ARCHIVE_EDIT,),
        )
        for name, label, to, icon in (
            ("photo-pairs", _("Ảnh giống nhau"), "photo_pairs", "copy"),
            ("letters", _("Thư gửi vào kho"), "incoming:letters", "mail"),
            ("shares", _("Chia sẻ ra ngoài"), "shares:links", "link"),
            (
                "processing",
                _("Tệp xử lý hỏng"),
                "archive_staff:processing_list",
                "ts-document",
            ),
            ("retention", _("Quy định lưu giữ"), "keeping:rules", "list-ul"),
            ("asset-deposits", _("Tư liệu đã đăng"), "keeping:deposits", "ts-archive"),
            ("fixity", _("Kiểm tra tệp"), "keeping:fixity", "ts-health"),
            ("storage", _("Dung lượng kho"), "keeping:storage", "ts-health"),
        )
    ] + [
        NewsroomItem(
            _("Thùng rác"), reverse("keeping:bin"), name="bin", icon_name="bin"
        )
    ]
