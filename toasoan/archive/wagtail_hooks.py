"""Wagtail's photo and document screens, kept to the person's own units."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
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

from toasoan.archive.access import (
    document_may_be_read,
    documents_visible,
    photos_visible,
)
from toasoan.archive.deletion_screens import (
    DocumentDeleteView,
    PhotoDeleteView,
    UnusedOnlyBulk,
)
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.rendering import OPERATIONS
from toasoan.archive.services import assets_move


@hooks.register("construct_image_chooser_queryset")
def chooser_photos(images: QuerySet[Photo], request: HttpRequest) -> QuerySet[Photo]:
    """Offer only the photos of the person's units."""
    return images.filter(pk__in=photos_visible(request.user).values("pk"))


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
    if not document_may_be_read(request.user, document):
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


# Registered late and under the same action types, so they stand in for Wagtail's.
for _bases in (
    (AddTagsToPhotos,),
    (_MovedOneByOne, MovePhotos),
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
def deletion_screens() -> list[URLPattern]:
    """Stand before Wagtail's deletion screens, at their own addresses."""
    return [
        path("images/<int:image_id>/delete/", PhotoDeleteView.as_view()),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
    ]


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
