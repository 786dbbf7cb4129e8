"""What the page of one article says, gathered before anything is rendered."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.template import VariableDoesNotExist
from django.utils.safestring import SafeString
from wagtail.models import Page

from toasoan.archive.models import Photo
from toasoan.archive.selectors import photos_with_renditions
from toasoan.content.curation.topics import topics_of
from toasoan.content.models import (
    ArticlePage,
    Correction,
    ItemUpdate,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.publication.requests import ReplyNote, reply_notes
from toasoan.core import clock
from toasoan.core.collation import alphabet_key
from toasoan.core.text import reading_minutes, slug_vi
from toasoan.publicsite import addresses
from toasoan.publicsite.errors import BodyNotRendered
from toasoan.publicsite.index import changed_at, item_page
from toasoan.publicsite.long_form import CrewLine, LongBody, crew_of, long_body
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.packages import (
    PackageList,
    Standing,
    package_list,
    standings_of,
)
from toasoan.publicsite.selectors import related_items
from toasoan.publicsite.sites import Link, ReaderSite, site_of_unit

Item = ArticlePage | SyndicatedPage


@dataclass(frozen=True)
class Byline:
    """A pen name, what the person did, and where more by them is."""

    name: str
    path: str
    part: str
    label: str


@dataclass(frozen=True)
class ReplyLink:
    """An article at the other end of a right of reply: its title, address and day."""

    title: str
    path: str
    requester: str
    published_at: datetime | None


@dataclass(frozen=True)
class ArticleView:
    """An article or a copy of one, on the site that shows it."""

    site: ReaderSite
    page: Item
    source: ArticlePage
    origin: ReaderSite
    # Only what readers find at its own address leads on to the pictures' pages.
    has_picture_pages: bool = False

    @property
    def is_copy(self) -> bool:
        """Whether another unit wrote it."""
        return isinstance(self.page, SyndicatedPage)

    @property
    def headline(self) -> str:
        """The headline above the text."""
        return str(self.page.title)

    @property
    def sapo(self) -> str:
        """The unit's own sapo where it wrote one."""
        own = self.page.own_sapo if isinstance(self.page, SyndicatedPage) else ""
        return str(own or self.source.sapo)

    @cached_property
    def path(self) -> str:
        """Its address on this site."""
        return self.page.address_at(self.site.path_of(self.page.url_path))

    @cached_property
    def url(self) -> str:
        """Its full address on this site."""
        return self.site.absolute(self.path)

    @cached_property
    def source_url(self) -> str:
        """The full address of the original."""
        if not self.is_copy:
            return self.url
        at_home = self.origin.path_of(self.source.url_path)
        return self.origin.absolute(self.source.address_at(at_home))

    @property
    def canonical(self) -> str:
        """The address search engines shall show."""
        return str(self.source.canonical or self.source_url)

    @property
    def published_at(self) -> datetime:
        """When readers could first read it; for a draft, now."""
        return self.page.first_published_at or clock.now()

    @property
    def updated_at(self) -> datetime | None:
        """When it last changed, if that was at least a minute after it came out."""
        corrected = self.corrections[0].at if self.corrections else None
        changed = changed_at(self.page, corrected)
        if changed and (changed - self.published_at).total_seconds() >= 60:
            return changed
        return None

    @property
    def updated_same_day(self) -> bool:
        """Whether the change fell on the day it came out."""
        changed = self.updated_at
        return changed is not None and (
            clock.local(changed).date() == clock.local(self.published_at).date()
        )

    @cached_property
    def bylines(self) -> list[Byline]:
        """The pen names with their parts."""
        base = self.origin.root_url if self.is_copy else ""
        return [
            Byline(
                row.author.title,
                base + addresses.author_path(row.author.slug),
                row.part,
                "" if row.part == "text" else str(row.get_part_display()),
            )
            for row in self.source.bylines.all()
        ]

    @cached_property
    def corrections(self) -> list[Correction]:
        """Every correction, the newest first; a copy shows the original's too."""
        ids = {self.page.pk, self.source.pk} - {None}
        return list(Correction.objects.filter(item__in=ids).order_by("-at"))

    @property
    def _has_notes(self) -> bool:
        # Known of what was read for its page; of a draft it is asked.
        return bool(getattr(self.page, "has_notes", True))

    @cached_property
    def updates(self) -> list[ItemUpdate]:
        """What was added since it came out, the newest first; a copy shows the original's."""
        if not self._has_notes:
            return []
        ids = {self.page.pk, self.source.pk} - {None}
        return list(ItemUpdate.objects.filter(item__in=ids))

    @cached_property
    def _reply_notes(self) -> tuple[list[ReplyNote], list[ReplyNote]]:
        return reply_notes(self.source) if self._has_notes else ([], [])

    @property
    def replies(self) -> list[ReplyLink]:
        """The replies of those it wrote about, and whose they are."""
        return self._note_links(self._reply_notes[0])

    @property
    def replied_to(self) -> list[ReplyLink]:
        """The articles that it is a reply to."""
        return self._note_links(self._reply_notes[1])

    def _note_links(self, notes: list[ReplyNote]) -> list[ReplyLink]:
        base = self.origin.root_url if self.is_copy else ""
        return [
            ReplyLink(
                each.other.title,
                base + each.other.address_at(self.origin.path_of(each.other.url_path)),
                each.requester,
                each.other.first_published_at,
            )
            for each in notes
        ]

    @cached_property
    def crumbs(self) -> list[Link]:
        """The sections above it, the outermost first."""
        steps = range(Page.steplen * 3, len(self.page.path or ""), Page.steplen)
        above = [self.page.path[:end] for end in steps]
        known = {link.page_id: link for link in self.site.sections}
        if len(above) == 1:
            # The menu names it already: a top section costs no query.
            found = [k for k in known.values() if self._is_in(k)]
            if found:
                return found
        rows = Page.objects.filter(path__in=above).order_by("path")
        return [
            Link(title, self.site.path_of(url_path), pk)
            for pk, title, url_path in rows.values_list("pk", "title", "url_path")
        ]

    def _is_in(self, link: Link) -> bool:
        return self.page.url_path.startswith(self.site.root.url_path + link.path[1:])

    @cached_property
    def topics(self) -> list[Any]:
        """The unit's running stories that it belongs to."""
        return topics_of(self.page, self.source)

    @cached_property
    def tags(self) -> list[Link]:
        """Its tags and where more under them is."""
        tagged = (row.tag.name for row in self.source.tagged_items.all())
        names = sorted(tagged, key=alphabet_key)
        return [Link(name, addresses.tag_path(slug_vi(name))) for name in names]

    @property
    def is_long(self) -> bool:
        """Whether it is laid out as a long article."""
        return bool(self.source.layout == ArticlePage.Layout.LONG)

    @property
    def lead(self) -> Photo | None:
        """The lead photo, unless the body opens with it."""
        if self._body_opens_with_lead and not self.is_long:
            return None
        photo: Photo | None = self.source.lead_photo
        return photo

    @cached_property
    def _body_opens_with_lead(self) -> bool:
        first = next(iter(self.source.body), None)
        return (
            first is not None
            and first.block_type == "picture"
            and bool(first.value["photo"] == self.source.lead_photo)
        )

    @property
    def lead_caption(self) -> str:
        """The words under the lead photo."""
        photo = self.source.lead_photo
        return str(self.source.lead_caption or (photo.caption if photo else ""))

    @cached_property
    def body_html(self) -> SafeString:
        """The body as HTML.

        Raises:
            BodyNotRendered: a block's template names what is not there. Django
                would show nothing at all in the body's place.
        """
        try:
            if self.is_long:
                return self._long_body.html
            parts = [b.render_as_block(self._body_context) for b in self.source.body]
        except VariableDoesNotExist as error:
            raise BodyNotRendered(str(error)) from error
        # Each block template escapes what people typed.
        return SafeString("\n".join(str(part) for part in parts))

    @cached_property
    def _long_body(self) -> LongBody:
        # The opening picture stands above the title, not in the body again.
        blocks = list(self.source.body)[self._body_opens_with_lead :]
        return long_body(blocks, self._body_context)

    @property
    def _body_context(self) -> dict[str, Any]:
        if not self.has_picture_pages:
            return {}
        return {"picture_page": partial(addresses.picture_path, self.page.pk)}

    @property
    def chapters(self) -> tuple[Link, ...]:
        """Where the parts of a long article begin."""
        return self._long_body.chapters

    @property
    def crew(self) -> list[CrewLine]:
        """Who made it, by what they did."""
        return crew_of(self.bylines)

    @cached_property
    def minutes(self) -> int:
        """Minutes to read it."""
        return reading_minutes(f"{self.sapo} {self.body_html}")

    @cached_property
    def related(self) -> list[ReaderItem]:
        """Up to three others, unless the body shows some that an editor chose."""
        if self.source.related_chosen():
            return []
        keys = [addresses.topic_key(topic.pk) for topic in self.topics]
        keys += [addresses.section_key(link.page_id) for link in self.crumbs[::-1]]
        without = {self.page.pk, *(self.package.item_keys if self.package else ())}
        return related_items(keys, self.published_at, without=without)

    @cached_property
    def package(self) -> PackageList | None:
        """What stands in it, when it is a package."""
        return package_list(self.page)

    @cached_property
    def standings(self) -> list[Standing]:
        """The packages it stands in, with the way through each."""
        return standings_of(self.page)

    @property
    def is_opinion(self) -> bool:
        """Whether it is someone's opinion, and must say so."""
        return bool(self.source.genre and self.source.genre.code == "binh-luan")


def article_view(
    site: ReaderSite, page: Item, *, has_picture_pages: bool = False
) -> ArticleView:
    """Return the view of an item, live or draft, on its site.

    Every photo it shows is read here, in one query for all their files.
    """
    copied = isinstance(page, SyndicatedPage)
    source = page.original if copied else page
    photos_with_renditions(source.photo_places())
    origin = site_of_unit(source.unit) if copied else site
    return ArticleView(site, page, source, origin, has_picture_pages)


def item_of_site(site: ReaderSite, item_id: int) -> Item | None:
    """Return the item when it belongs to the site's unit, public or not."""
    page = item_page(item_id)
    if page is None or site.unit is None or page.unit_id != site.unit.pk:
        return None
    return page


def is_public(page: Item) -> bool:
    """Return whether readers may read it: a copy falls with its original."""
    return bool(page.live) and (
        not isinstance(page, SyndicatedPage) or bool(page.original.live)
    )


def take_down_of(page: Item) -> TakeDown | None:
    """Return why it is gone, or None when it is not; a copy asks its original too."""
    ids = [page.pk]
    if isinstance(page, SyndicatedPage):
        ids.append(page.original_id)
    found = TakeDown.objects.filter(item__in=ids, lifted_at__isnull=True)
    return found.order_by("-at").first()
