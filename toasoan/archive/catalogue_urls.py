"""Addresses of the staff's screens of the archive."""

from django.urls import path

from toasoan.archive.views import (
    collections,
    finding,
    maps,
    picture_search,
    searches,
    topics,
    vocabularies,
)

app_name = "catalogue"
urlpatterns = [
    path("kho/", finding.grid, name="grid"),
    path("kho/ban-do/", maps.photo_map, name="map"),
    path("kho/tim-bang-anh/", picture_search.by_picture, name="by_picture"),
    path("kho/tim-da-luu/", searches.search_list, name="searches"),
    path("kho/tim-da-luu/moi/", searches.search_new, name="search_new"),
    path("kho/tim-da-luu/<int:pk>/bo/", searches.search_remove, name="search_remove"),
    path("kho/goi-y/", vocabularies.offers, name="offers"),
    path("kho/danh-muc/", vocabularies.concept_list, name="vocabulary"),
    path(
        "kho/danh-muc/them-nhanh/",
        vocabularies.add_at_once,
        name="concept_add_at_once",
    ),
    path("kho/danh-muc/moi/", vocabularies.concept_new, name="concept_new"),
    path("kho/danh-muc/<int:pk>/", vocabularies.concept_show, name="concept"),
    path("kho/danh-muc/<int:pk>/gop/", vocabularies.merge, name="concept_merge"),
    path("kho/danh-muc/<int:pk>/tach/", vocabularies.part, name="concept_part"),
    path("kho/bo-suu-tap/", collections.collection_list, name="collections"),
    path("kho/bo-suu-tap/them/", collections.collection_fill, name="collection_fill"),
    path("kho/bo-suu-tap/<int:pk>/", collections.collection_show, name="collection"),
    path(
        "kho/bo-suu-tap/<int:pk>/muc/<int:entry_pk>/",
        collections.place_change,
        name="collection_place",
    ),
    path(
        "kho/bo-suu-tap/<int:pk>/xoa/",
        collections.collection_throw,
        name="collection_throw",
    ),
    path(
        "kho/bo-suu-tap/<int:pk>/lay-lai/",
        collections.collection_take_back,
        name="collection_take_back",
    ),
    path("kho/chu-de/", topics.topics_many, name="topics_many"),
    path("kho/<int:pk>/chu-de/", topics.topics_of, name="topics"),
    path("kho/<int:pk>/", finding.entry_show, name="entry"),
]
