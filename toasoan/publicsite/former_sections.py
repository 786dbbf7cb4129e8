"""A section keeps answering at the addresses it had before."""

from django.db.models import Q
from wagtail.models import Page

from toasoan.publicsite import addresses
from toasoan.publicsite.models import FormerSection
from toasoan.publicsite.selectors import items_below, section_paths
from toasoan.publicsite.sites import ReaderSite

# Sections stand two deep; whoever asks for more is no reader of a former one.
DEEPEST = 8


def former_section_note(site: ReaderSite, section: Page) -> None:
    """Keep the address below which lists still know an item of the section.

    Called before they learn the present one. A section without items was in no
    list: nobody is sent to an address it had.
    """
    now = site.path_of(section.url_path)
    item = items_below(section).filter(~Q(section_path__startswith=now)).first()
    stands_in = Page.objects.filter(pk=item.section_id).first() if item else None
    if item is None or stands_in is None:
        return
    below = site.path_of(stands_in.url_path).removeprefix(now)
    if not item.section_path.endswith(f"/{below}"):
        return  # The section below was renamed too; its own change says so.
    FormerSection.objects.update_or_create(
        unit=site.unit,
        path=item.section_path.removesuffix(below),
        defaults={"page_id": section.pk},
    )


def address_now(site: ReaderSite, path: str) -> str | None:
    """Return where what stood at `path` below a renamed section is read today.

    None unless a page answers there: so no two former addresses send a reader
    to and fro.
    """
    if path.count("/") > DEEPEST:
        return None
    former = (
        FormerSection.objects.filter(
            unit=site.unit, path__in=section_paths(path), page__live=True
        )
        .select_related("page")
        .order_by("-path")
        .first()
    )
    if former is None or not former.page.url_path.startswith(site.root.url_path):
        return None
    target = site.path_of(former.page.url_path) + path.removeprefix(former.path)
    return target if target != path and _answers(site, target) else None


def _answers(site: ReaderSite, path: str) -> bool:
    base = path.removesuffix("rss.xml").removeprefix("/")
    paged = addresses.PAGED.fullmatch(base)
    url_path = site.root.url_path + (paged[1] if paged else base)
    return Page.objects.live().filter(url_path=url_path).exists()
