"""Packages in any state, for tests."""

from toasoan.content import services
from toasoan.content.curation.package_groups import Group, Member, groups_mark
from toasoan.content.models import PackagePage
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_photo,
    publish,
)


def make_package(
    newsroom, *items, headline="Tăng lương từ 1/7", approved=False, **fields
):
    """A complete draft of a package with these items in one group."""
    package = services.package_create(
        unit=newsroom.unit,
        section=newsroom.section,
        headline=headline,
        by=newsroom.reporter,
        items=[item.pk for item in items],
        kind=fields.pop("kind", PackagePage.Kind.TOGETHER),
    )
    draft = package.get_latest_revision_as_object()
    draft.sapo = "Ba bài về tiền lương."
    draft.lead_photo = make_photo(newsroom.unit)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=newsroom.reporter)
    if approved:
        approve_all(newsroom, fresh(package))
    return fresh(package)


def fresh(page):
    """The page as stored now."""
    return type(page).objects.get(pk=page.pk)


def make_three(newsroom, *, approved=True):
    """Three articles in the reporter's hands, approved unless told otherwise."""
    found = [
        make_article(newsroom, f"Lương {name}")
        for name in ("công chức", "hưu trí", "doanh nghiệp")
    ]
    for article in found if approved else []:
        approve_all(newsroom, article)
    return [fresh(each) for each in found]


def arrange(newsroom, package, *groups, by=None, seen=None, kind=None):
    """Arrange the package: each group is (title, items or (item, headline)…)."""
    draft = fresh(package).get_latest_revision_as_object()
    return services.package_arrange(
        package=package,
        groups=[_group(*group) for group in groups],
        by=by or newsroom.reporter,
        seen=seen or groups_mark(draft),
        kind=kind,
    )


def _group(title, *items):
    members = [each if isinstance(each, tuple) else (each, "") for each in items]
    return Group(title, tuple(Member(item.pk, own) for item, own in members))


def make_public_package(newsroom, **fields):
    """A public package of three; return it and its members."""
    members = make_three(newsroom)
    package = make_package(newsroom, *members, **fields)
    publish(newsroom, package)
    return fresh(package), [fresh(each) for each in members]
