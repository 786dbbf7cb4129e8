"""Wagtail's photo and document screens, kept to the person's own units."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views.bulk_actions import (
    AddTagsBulkAction as AddTagsToDocuments,
)
from wagtail.documents.views.bulk_actions import (
    AddToCollectionBulkAction as MoveDocuments,
)
from wagtail.documents.views.bulk_actions import (
    DeleteBulkAction as DeleteDocuments,
)
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.bulk_actions import (
    AddTagsBulkAction as AddTagsToPhotos,
)
from wagtail.images.views.bulk_actions import (
    AddToCollectionBulkAction as MovePhotos,
)
from wagtail.images.views.bulk_actions import (
    DeleteBulkAction as DeletePhotos,
)
from wagtail.models import Collection

from toasoan.archive.access import (
    document_may_be_read,
    documents_visible,
    photos_choosable,
    photos_visible,
)
from toasoan.archive.alike.pair_screens import pair_list
from toasoan.archive.deletion_screens import (
    DocumentDeleteView,
    PhotoDeleteView,
    UnusedOnlyBulk,
    UploadedDocumentDeleteView,
    UploadedPhotoDeleteView,
)
from toasoan.archive.metadata.describing import description_begin, description_record
from toasoan.archive.metadata.description_screens import DescribePhotos
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.rendering import OPERATIONS
from toasoan.archive.services import assets_move
from toasoan.archive.steps.scanned import is_quarantined
from toasoan.archive.upload_screens import PhotosAddView
from toasoan.archive.using.chooser import chooser_views
from toasoan.security.request_context import current_user


@hooks.register("construct_image_chooser_queryset")
def chooser_photos(images: QuerySet[Photo], request: HttpRequest) -> QuerySet[Photo]:
    """Offer only the photos of the person's units and those opened to them for use."""
    return images.filter(pk__in=photos_choosable(request.user).values("pk"))


@hooks.register("construct_document_chooser_queryset")
def chooser_documents(
    documents: QuerySet[ArchiveDocument], request: HttpRequest
) -> QuerySet[ArchiveDocument]:
    """Offer only the documents of the person's units."""
    return documents.filter(pk__in=documents_visible(request.user).values("pk"))


@hooks.register("register_image_operations", order=100)
def image_operations() -> list[tuple[str, type]]:
    """Put our operations where Wagtail's forget which file a picture was made of."""
    return OPERATIONS


@hooks.register("before_serve_document", order=-10)
def document_guard(document: ArchiveDocument, request: HttpRequest) -> None:
    """Let through readers of public documents and the unit's own people.

    Raises:
        Http404: to anyone else the document does not exist.
    """
    if not document_may_be_read(request.user, document) or is_quarantined(document):
        raise Http404


class _OwnOnly:
    """Wagtail's bulk actions name what one may not touch; ours leave it out."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Iterable[Any]]]:
        """Return what the person may act on, and nothing of anyone else's.

        Raises:
            Http404: nothing is left.
        """
        objects, _hidden = super().get_actionable_objects()  # type: ignore[misc]
        if not objects:
            raise Http404
        return objects, {"items_with_no_access": []}


class _MovedOneByOne:
    """Wagtail moves files by one UPDATE, of which the audit log would not hear."""

    @classmethod
    def execute_action(
        cls, objects: list[Any], collection: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Move each file into the collection; return how many."""
        assets_move(assets=objects, collection=collection)
        return len(objects), 0


class _TagsAreWords:
    """Tags put to many photos are a version of the words of each."""

    @classmethod
    def execute_action(
        cls, images: list[Any], tags: Any = None, **_kwargs: Any
    ) -> tuple[int, int]:
        """Put the tags to each photo; return how many."""
        for image in images:
            description_begin(photo_pk=image.pk)
            image.tags.add(*tags or ())
            description_record(photo=image, by=current_user())
        return len(images), 0


# Registered late and under the same action types, so they stand in for Wagtail's.
for _bases in (
    (_TagsAreWords, AddTagsToPhotos),
    (_MovedOneByOne, MovePhotos),
    (DescribePhotos,),
    (UnusedOnlyBulk, DeletePhotos),
    (AddTagsToDocuments,),
    (_MovedOneByOne, MoveDocuments),
    (UnusedOnlyBulk, DeleteDocuments),
):
    hooks.register(
        "register_bulk_action",
        type(f"Own{_bases[-1].__name__}", (_OwnOnly, *_bases), {}),
        order=100,
    )


@hooks.register("register_admin_urls", order=-10)
def archive_screens() -> list[URLPattern | URLResolver]:
    """Stand before Wagtail's deletion screens; add our own of how files are processed."""
    return [
        path("images/<int:image_id>/delete/", PhotoDeleteView.as_view()),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
        path(
            "images/multiple/<int:image_id>/delete/", UploadedPhotoDeleteView.as_view()
        ),
        path(
            "documents/multiple/<int:doc_id>/delete/",
            UploadedDocumentDeleteView.as_view(),
        ),
        path("kho/", include("toasoan.archive.keeping.urls")),
        path("kho/xu-ly/", include("toasoan.archive.staff_urls")),
    ]


@hooks.register("register_admin_urls", order=-10)
def chooser_screens() -> list[URLPattern]:
    """Stand before Wagtail's chooser of photos: ours is searched as the grid is."""
    views = chooser_views()
    return [
        path("images/chooser/", views.choose_view),
        path("images/chooser/results/", views.choose_results_view),
    ]


@hooks.register("register_admin_urls")
def photo_screens() -> list[Any]:
    """Return the addresses of a photo's words and of its original."""
    return [path("kho/anh/", include("toasoan.archive.photo_urls"))]


@hooks.register("register_admin_urls", order=-10)
def alike_screens() -> list[URLPattern]:
    """Stand before Wagtail's upload of photos; and the pairs a unit is asked about."""
    return [
        path("images/multiple/add/", PhotosAddView.as_view()),
        path("images/cap-giong-nhau/", pair_list, name="photo_pairs"),
    ]


@hooks.register("describe_collection_contents")
def collection_bin(collection: Collection) -> dict[str, Any] | None:
    """Say what the bin holds of a collection: deleted with it, it would not come back."""
    count = sum(
        model.with_binned.filter(collection=collection, binned_at__isnull=False).count()
        for model in (Photo, ArchiveDocument)
    )
    if not count:
        return None
    said = ngettext("%(n)d mục trong thùng rác", "%(n)d mục trong thùng rác", count)
    return {
        "count": count,
        "count_text": said % {"n": count},
        "url": reverse("keeping:bin"),
    }


@hooks.register("insert_global_admin_css")
def archive_style() -> str:
    """Load the few rules of our additions to Wagtail's photo screens."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("archive/archive.css")
    )


class OwnPhotosAPI(ImagesAdminAPIViewSet):
    """The staff API's photos: only those of the person's units."""

    def get_queryset(self) -> QuerySet[Photo]:
        """Return the photos the person may know of."""
        own = photos_visible(self.request.user).values("pk")
        return super().get_queryset().filter(pk__in=own)


class OwnDocumentsAPI(DocumentsAdminAPIViewSet):
    """The staff API's documents: only those of the person's units."""

    def get_queryset(self) -> QuerySet[ArchiveDocument]:
        """Return the documents the person may know of."""
        own = documents_visible(self.request.user).values("pk")
        return super().get_queryset().filter(pk__in=own)


@hooks.register("construct_admin_api", order=100)
def staff_api(router: Any) -> None:
    """Put our scoped lists where Wagtail lists every unit's files."""
    router.register_endpoint("images", OwnPhotosAPI)
    router.register_endpoint("documents", OwnDocumentsAPI)
