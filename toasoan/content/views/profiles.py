"""What the unit asks of each genre: read by everybody, kept by who manages or publishes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toasoan.content.access import may_keep_profiles, profiles_require
from toasoan.content.blocks import BodyBlock
from toasoan.content.editing.profiles import (
    FieldRule,
    Needed,
    Rules,
    rules_default,
    rules_of,
)
from toasoan.content.models import ContentProfile
from toasoan.content.models.profiles import HELP_MAX
from toasoan.content.services.profiles import (
    BOUNDS,
    LENGTHS,
    profile_add,
    profile_remove,
    profile_update,
)
from toasoan.core.errors import ToasoanError
from toasoan.planning.models import Genre
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.staff_forms import StaffForm

NEVER = "khong"


def _length(name: str, label: Any, *, required: bool = False) -> forms.IntegerField:
    least, most = BOUNDS[name]
    said = format_lazy(
        gettext_lazy("Ghi số từ {least} đến {most}."), least=least, most=most
    )
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), said
        ),
    )


class ProfileForm(StaffForm):
    """Lengths, blocks, and a row for each field."""

    headline_max = _length(
        "headline_max", gettext_lazy("Tít dài nhất (ký tự)"), required=True
    )
    sapo_max = _length("sapo_max", gettext_lazy("Sapo dài nhất (chữ)"), required=True)
    body_min = _length("body_min", gettext_lazy("Nội dung ít nhất (chữ)"))
    body_max = _length("body_max", gettext_lazy("Nội dung nhiều nhất (chữ)"))
    pictures_min = _length(
        "pictures_min", gettext_lazy("Số ảnh ít nhất"), required=True
    )
    blocks = forms.MultipleChoiceField(
        label=gettext_lazy("Khối dùng trong nội dung"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một loại khối.")},
    )

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        initial = {name: getattr(rules, name) for name in LENGTHS}
        known = BodyBlock.base_blocks
        initial["blocks"] = list(rules.blocks or known)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["blocks"].choices = [  # type: ignore[attr-defined]
            (name, block.label) for name, block in known.items()
        ]
        self.rules = rules
        for place, rule in enumerate(rules.fields, start=1):
            for part, field in _row_fields(rule, place).items():
                if not isinstance(field.widget, forms.CheckboxInput):
                    field.widget.attrs.setdefault("class", "in")
                self.fields[f"{rule.name}-{part}"] = field

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each field's kind with the places to fill in for it."""
        parts = ("shown", "needed", "place", "help")
        return [
            {"kind": rule.kind}
            | {
                part: self[f"{rule.name}-{part}"]
                for part in parts
                if f"{rule.name}-{part}" in self.fields
            }
            for rule in self.rules.fields
        ]

    @property
    def rules_wanted(self) -> list[FieldRule]:
        """What is said of each field, in the order that was asked for."""
        found = self.cleaned_data
        by_place = sorted(
            self.rules.fields,
            key=lambda rule: found.get(f"{rule.name}-place") or 0,
        )
        return [
            FieldRule(
                rule.name,
                is_shown=found.get(f"{rule.name}-shown", True),
                needed=found.get(f"{rule.name}-needed", rule.needed).replace(NEVER, ""),
                help_text=found[f"{rule.name}-help"],
            )
            for rule in by_place
        ]


def _row_fields(rule: FieldRule, place: int) -> dict[str, forms.Field]:
    """Return what can be said of the field; what is fixed has no choice."""
    kind = rule.kind
    found: dict[str, forms.Field] = {}
    if not kind.is_fixed:
        found["shown"] = forms.BooleanField(
            label=gettext_lazy("Hiện trong trình soạn thảo"),
            required=False,
            initial=rule.is_shown,
        )
    if kind.missing and kind.needed != Needed.SUBMIT:
        found["needed"] = forms.ChoiceField(
            label=gettext_lazy("Khi nào bắt buộc"),
            # A choice must have a value to be chosen.
            choices=[(step.value or NEVER, step.label) for step in Needed],
            initial=rule.needed or NEVER,
        )
    if kind.name != "title":
        found["place"] = forms.IntegerField(
            label=gettext_lazy("Thứ tự"),
            min_value=1,
            max_value=99,
            initial=place,
            error_messages=dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                gettext_lazy("Ghi thứ tự từ 1 đến 99."),
            ),
        )
    found["help"] = forms.CharField(
        label=gettext_lazy("Lời nhắc của tòa soạn"),
        max_length=HELP_MAX,
        required=False,
        initial=rule.help_text,
    )
    return found


@require_GET
def profile_list(request: HttpRequest) -> HttpResponse:
    """Show the profiles of the unit, and for what it has none."""
    return _page(request, current_unit_required(request))


def _page(
    request: HttpRequest, unit: PressUnit, error: ToasoanError | None = None
) -> HttpResponse:
    profiles = list(
        ContentProfile.objects.filter(unit=unit)
        .select_related("genre", "changed_by")
        .prefetch_related("fields")
    )
    own = {profile.genre_id for profile in profiles}
    return render(
        request,
        "content/staff/profiles.html",
        {
            "rows": [_Row(profile) for profile in profiles],
            "genres": Genre.objects.exclude(pk__in=[pk for pk in own if pk]),
            "has_general": None in own,
            "house": rules_default(None),
            "may_keep": may_keep_profiles(request.user, unit),
            "error": error,
            "tab": "profiles",
        },
        status=error.http_status if error else 200,
    )


class _Row:
    """One profile as the list tells of it."""

    def __init__(self, profile: ContentProfile) -> None:
        self.profile = profile
        self.rules = rules_of(profile)
        self.hidden = [r.kind.label for r in self.rules.fields if not r.is_shown]
        self.at_submit = self._needed(Needed.SUBMIT)
        self.at_publish = self._needed(Needed.PUBLISH)

    def _needed(self, step: str) -> list[Any]:
        return [r.kind.label for r in self.rules.needed if r.needed == step]


@require_POST
def profile_new(request: HttpRequest) -> HttpResponse:
    """Begin a profile with what is asked today, and open it."""
    unit = current_unit_required(request)
    profiles_require(request.user, unit)
    code = request.POST.get("genre", "")
    genre = get_object_or_404(Genre, pk=code) if code.isdecimal() else None
    try:
        profile = profile_add(unit=unit, genre=genre, by=request.user)
    except ToasoanError as error:
        return _page(request, unit, error)
    messages.success(
        request, _("Đã thêm mẫu “%(name)s”. Sửa rồi lưu.") % {"name": profile}
    )
    return redirect("content:profile", profile.pk)


def _profile(request: HttpRequest, pk: int) -> ContentProfile:
    unit = current_unit_required(request)
    profiles_require(request.user, unit)
    profiles = ContentProfile.objects.filter(unit=unit).select_related("unit", "genre")
    return get_object_or_404(profiles, pk=pk)


@require_http_methods(["GET", "POST"])
def profile_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is asked of the genre."""
    profile = _profile(request, pk)
    form = ProfileForm(request.POST or None, rules=rules_of(profile))
    if request.method == "POST" and form.is_valid():
        try:
            profile_update(
                profile=profile,
                by=request.user,
                fields=form.rules_wanted,
                blocks=form.cleaned_data["blocks"],
                **{name: form.cleaned_data[name] for name in LENGTHS},
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu mẫu. Bài đang viết theo mẫu mới."))
            return redirect("content:profiles")
    return render(
        request,
        "content/staff/profile.html",
        {"form": form, "profile": profile},
        status=form.status,
    )


@require_POST
def profile_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask of the genre again what the house asks."""
    profile = _profile(request, pk)
    name = str(profile)
    profile_remove(profile=profile, by=request.user)
    messages.success(request, _("Đã bỏ mẫu “%(name)s”.") % {"name": name})
    return redirect("content:profiles")
