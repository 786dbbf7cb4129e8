"""The blocks a body is made of. Pages are named by string to avoid a cycle."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = [
    "bold",
    "italic",
    "h2",
    "h3",
    "ol",
    "ul",
    "link",
    "document-link",
    "superscript",
    "subscript",
]
INLINE_FEATURES = ["bold", "italic", "link"]
BOX_POINTS_MAX = 5
RELATED_MAX = 3


class PictureBlock(blocks.StructBlock):
    """A picture with its caption, credit and alternative text."""

    photo = ImageChooserBlock(label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích"), max_length=500)
    credit = blocks.CharBlock(
        label=_("Ghi nguồn"),
        max_length=200,
        required=False,
        help_text=_("Để trống: lấy dòng ghi nguồn của ảnh trong kho"),
    )
    alt_text = blocks.CharBlock(
        label=_("Chữ thay ảnh"),
        max_length=300,
        required=False,
        help_text=_("Để trống: lấy chữ thay ảnh trong kho"),
    )
    is_wide = blocks.BooleanBlock(label=_("Ảnh rộng"), required=False)
    made_with_ai = blocks.BooleanBlock(
        label=_("Ảnh do trí tuệ nhân tạo tạo ra"), required=False
    )

    class Meta:
        icon = "image"
        label = _("Ảnh")
        template = "content/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """A few pictures under one caption.

    Where the page gives `picture_page`, a function of the photo's key, each leads
    to a page of its own.
    """

    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=30, label=_("Ảnh"))
    caption = blocks.CharBlock(label=_("Chú thích chung"), max_length=500)

    class Meta:
        icon = "image"
        label = _("Chùm ảnh")
        template = "content/blocks/gallery.html"

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what the template needs: each picture and where its page is, or ""."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        page_of = context.get("picture_page")
        places = [
            (each, page_of(each["photo"].pk) if page_of and each["photo"] else "")
            for each in value["pictures"]
        ]
        return {**context, "places": places}


class PullQuoteBlock(blocks.StructBlock):
    """A sentence set apart, with who said it."""

    text = blocks.TextBlock(label=_("Lời trích"), max_length=600)
    speaker = blocks.CharBlock(label=_("Người nói"), max_length=120)
    speaker_title = blocks.CharBlock(
        label=_("Chức danh"), max_length=200, required=False
    )

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")
        template = "content/blocks/pull_quote.html"


class BoxBlock(blocks.StructBlock):
    """A short list of points beside the text."""

    title = blocks.CharBlock(label=_("Tên hộp"), max_length=120)
    points = blocks.ListBlock(
        blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Ý")),
        label=_("Các ý"),
        min_num=1,
        max_num=BOX_POINTS_MAX,
    )

    class Meta:
        icon = "list-ul"
        label = _("Hộp thông tin")
        template = "content/blocks/box.html"


class DataTableBlock(blocks.StructBlock):
    """A table of figures with caption, unit of measure and source."""

    caption = blocks.CharBlock(label=_("Tên bảng"), max_length=200)
    measure = blocks.CharBlock(label=_("Đơn vị tính"), max_length=100, required=False)
    table = TableBlock(label=_("Số liệu"), table_options={"language": "vi-VN"})
    source = blocks.CharBlock(label=_("Nguồn"), max_length=200)
    has_sum_row = blocks.BooleanBlock(label=_("Dòng cuối là tổng"), required=False)

    class Meta:
        icon = "table"
        label = _("Bảng số liệu")
        template = "content/blocks/table.html"


class EmbedBlock(blocks.StructBlock):
    """Something from another service, loaded only when the reader agrees.

    Without script the plain link is all there is, and it is enough.
    """

    url = blocks.URLBlock(label=_("Địa chỉ"), max_length=500)
    title = blocks.CharBlock(label=_("Tên nội dung"), max_length=200)

    class Meta:
        icon = "media"
        label = _("Nhúng từ nơi khác")
        template = "content/blocks/embed.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Return the value when its address is https; embedded http is blocked."""
        cleaned = super().clean(value)
        # A draft may be saved before the address is known.
        if cleaned["url"] and not cleaned["url"].startswith("https://"):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Địa chỉ phải bắt đầu bằng https://"))}
            )
        return cleaned


class RelatedBlock(blocks.StructBlock):
    """Up to three other articles of the house."""

    articles = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="content.ArticlePage", label=_("Bài")),
        label=_("Bài"),
        min_num=1,
        max_num=RELATED_MAX,
    )

    class Meta:
        icon = "link"
        label = _("Bài liên quan")
        template = "content/blocks/related.html"

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what the template needs: the articles readers can open."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "articles": articles_public(value)}


def articles_public(value: blocks.StructValue) -> list[Any]:
    """Return the articles of a `RelatedBlock` that readers can open."""
    return [page for page in value["articles"] if page is not None and page.live]


class BodyBlock(blocks.StreamBlock):
    """The body of an article."""

    text = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        label=_("Đoạn văn"),
        icon="pilcrow",
        template="content/blocks/text.html",
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    pull_quote = PullQuoteBlock()
    box = BoxBlock()
    table = DataTableBlock()
    embed = EmbedBlock()
    related = RelatedBlock()

    class Meta:
        label = _("Nội dung")
