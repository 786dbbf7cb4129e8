"""The photo chooser of the editor, searched as the grid is, with the right to each told.

What another unit only shows is there with its marked preview and the way to ask; a
choice is only what the person may put into an article, and Wagtail's own next step asks
that once more.
"""

from collections.abc import Sequence
from typing import Any, overload

from django import forms
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.images.views.chooser import (
    ImageChooseResultsView,
    ImageChooserViewSet,
    ImageChooseView,
)

from toasoan.archive.access import photos_choosable
from toasoan.archive.holdings.rights import credit_required, right_to_use
from toasoan.archive.models import CatalogueEntry, Photo
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.search.cards import marked_picture
from toasoan.archive.search.finding import EntriesWanted, places_matching
from toasoan.units.current_unit import current_unit
from toasoan.units.models import PressUnit

AT_ONCE = {"data-chooser-modal-search-filter": True}
EVERY = ("", _("Tất cả"))


class FoundPhotos(Sequence[Photo]):
    """The photos at these places of the catalogue, read a page at a time."""

    def __init__(self, places: Sequence[int]) -> None:
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Photo: ...
    @overload
    def __getitem__(self, index: slice) -> list[Photo]: ...
    def __getitem__(self, index: Any) -> Any:
        """Return the photos of the page, in the order of the catalogue."""
        if isinstance(index, int):
            return self[index : index + 1][0]
        wanted = self._places[index]
        rows = Photo.objects.filter(entry__place__in=wanted).order_by("-entry__place")
        rows = rows.select_related("collection", "entry__unit")
        return list(rows.prefetch_renditions("max-165x165"))


class ChooserFilterForm(BaseFilterForm):
    """What the grid is filtered by, as the address of the grid names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = PressUnit.objects.values_list("key", "short_name")
        said = {
            "don-vi": (_("Đơn vị"), units),
            "quyen": (_("Quyền"), RightsModel.Usage.choices),
            "dang": (_("Dáng ảnh"), CatalogueEntry.Shape.choices),
            "dung": (
                _("Đang dùng"),
                (("co", _("Đang có nơi dùng")), ("chua", _("Chưa nơi nào dùng"))),
            ),
        }
        self.fields["q"] = forms.CharField(
            label=_("Từ cần tìm trong kho"),
            required=False,
            max_length=200,
            widget=forms.TextInput(
                attrs={
                    **AT_ONCE,
                    "placeholder": _(
                        "Gõ có dấu hay không dấu; đặt trong “ ” để tìm đúng cụm từ"
                    ),
                }
            ),
        )
        for name, (label, choices) in said.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                required=False,
                choices=[EVERY, *choices],
                widget=forms.Select(attrs=AT_ONCE),
            )


class _FoundInArchive:
    """What is looked for is found by the archive's search, and each told its right."""

    request: HttpRequest
    per_page = 20
    layout = "grid"
    collections = None

    def get_filter_form(self) -> ChooserFilterForm:
        """Return the form, filled with what was asked."""
        form = ChooserFilterForm(self.request.GET)
        wanted = self.wanted
        form.is_searching = bool(wanted.without("kind").told())
        form.search_query = wanted.words
        return form

    @cached_property
    def wanted(self) -> EntriesWanted:
        """Return what is looked for; a tag pressed in the modal is one of ours."""
        told = self.request.GET.dict()
        tag = told.get("tag") or told.get("the", "")
        return EntriesWanted.read({**told, "the": tag, "loai": "photo"})

    def get_results_page(self, request: HttpRequest) -> Any:
        """Return the page of photos asked for.

        Raises:
            Http404: there is no such page.
        """
        found = FoundPhotos(places_matching(request.user, self.wanted))
        self.paginator = self.paginator_class(found, per_page=self.per_page)  # type: ignore[attr-defined]
        try:
            page = self.paginator.page(request.GET.get("p", 1))
        except InvalidPage as error:
            raise Http404 from error
        self._rights_tell(page.object_list)
        return page

    def _rights_tell(self, photos: list[Photo]) -> None:
        user, unit = self.request.user, current_unit(self.request)
        keys = [photo.pk for photo in photos]
        may = photos_choosable(user).filter(pk__in=keys)
        choosable = set(may.values_list("pk", flat=True))
        for photo in photos:
            shown: Any = photo
            shown.is_choosable = photo.pk in choosable
            shown.marked = None if shown.is_choosable else marked_picture(photo.entry)
            if unit is not None:
                shown.right = right_to_use(photo, unit)
                shown.must_credit = (
                    credit_required(photo, unit) if shown.right.allowed else ""
                )


class ArchiveChooseView(_FoundInArchive, ImageChooseView):
    """The chooser as it opens."""


class ArchiveChooseResultsView(_FoundInArchive, ImageChooseResultsView):
    """Its results, as one types."""


class ArchiveChooserViewSet(ImageChooserViewSet):
    """Wagtail's chooser with the archive's search in it."""

    choose_view_class = ArchiveChooseView
    choose_results_view_class = ArchiveChooseResultsView


def chooser_views() -> ArchiveChooserViewSet:
    """Return the views that stand before Wagtail's own at the same addresses."""
    return ArchiveChooserViewSet(
        "wagtailimages_chooser", model=Photo, url_prefix="images/chooser"
    )
