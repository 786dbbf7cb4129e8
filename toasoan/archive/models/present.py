"""What is in the archive, and what lies in its bin: managers and the field they ask."""

from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from wagtail.documents.models import DocumentQuerySet
from wagtail.images.models import ImageQuerySet


class PresentManager(models.Manager[Any]):
    """Knows only what is not in the bin; `with_binned` of the model knows the rest."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows that nobody has put into the bin."""
        return super().get_queryset().filter(binned_at__isnull=True)


class _Searched(PresentManager):
    """Wagtail asks managers of photos and documents to search, too."""

    def search(self, *args: Any, **kwargs: Any) -> Any:
        """Return what of the rows Wagtail's index finds."""
        rows: Any = self.get_queryset()
        return rows.search(*args, **kwargs)


class PresentPhotos(_Searched):
    """The photos that nobody has put into the bin."""

    _queryset_class = ImageQuerySet

    def prefetch_renditions(self, *specs: Any) -> Any:
        """Return the photos with their files of these kinds read along."""
        rows: Any = self.get_queryset()
        return rows.prefetch_renditions(*specs)


class PresentDocuments(_Searched):
    """The documents that nobody has put into the bin."""

    _queryset_class = DocumentQuerySet


class BinnedAtField(models.DateTimeField):  # type: ignore[type-arg]
    """Written by an update of its own: who saves what they read before does not undo it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's
        """Return what is stored already, unless the row is new."""
        return super().pre_save(model_instance, add) if add else F(self.attname)
