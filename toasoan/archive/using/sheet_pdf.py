"""A contact sheet drawn as a PDF: twelve pictures on a page, each with its words."""

import io
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import Align

from toasoan.archive.using.sheet_cells import SheetCell
from toasoan.core import clock
from toasoan.core.text import nfc

ACROSS, DOWN = 3, 4
MARGIN, HEAD, GAP = 12.0, 14.0, 5.0
PAGE_W, PAGE_H = 210.0, 297.0
PICTURE_H = 38.0
LINE = 3.6
FONT_FILES = "vendor/fonts/be-vietnam-pro-{}-{}-normal.woff2"
INK, INK_LESS, GROUND = (20, 20, 20), (90, 90, 90), (238, 238, 238)
TITLE_CHARS, LINE_CHARS = 70, 48


def sheet_draw(title: str, cells: Iterable[SheetCell], *, maker: str) -> bytes:
    """Return the sheet as a PDF with text that can be searched and copied."""
    pdf = _Sheet(title, maker)
    for number, cell in enumerate(cells):
        place = number % (ACROSS * DOWN)
        if place == 0:
            pdf.add_page()
        pdf.cell_draw(number + 1, place, cell)
    if not pdf.pages:
        pdf.add_page()
    return bytes(pdf.output())


class _Sheet(FPDF):
    def __init__(self, title: str, maker: str) -> None:
        super().__init__(format="A4", unit="mm")
        self._said, self._maker = nfc(title), maker
        folder = Path(settings.BASE_DIR) / "static"
        for style, weight in (("", 400), ("B", 600)):
            for family, part in (("house", "latin"), ("house-vi", "vietnamese")):
                self.add_font(family, style, folder / FONT_FILES.format(part, weight))
        # The files are cut by script: the second has the letters the first has not.
        self.set_fallback_fonts(["house-vi"], exact_match=False)
        self.set_auto_page_break(auto=False)
        self.set_title(self._said)
        self.set_lang("vi")

    def header(self) -> None:
        """Put the sheet's name on every page."""
        self.set_xy(MARGIN, MARGIN - 4)
        self.set_font("house", "B", 11)
        self.set_text_color(*INK)
        self.cell(PAGE_W - 2 * MARGIN, 6, _short(self._said, 80))

    def footer(self) -> None:
        """Say who made it, when, and which page it is."""
        self.set_xy(MARGIN, PAGE_H - 9)
        self.set_font("house", "", 7)
        self.set_text_color(*INK_LESS)
        made = clock.format_datetime_vi(clock.now())
        self.cell(120, 4, f"{self._maker}, {made}")
        self.set_xy(PAGE_W - MARGIN - 30, PAGE_H - 9)
        self.cell(30, 4, _("trang %(n)d") % {"n": self.page_no()}, align=Align.R)

    def cell_draw(self, number: int, place: int, cell: SheetCell) -> None:
        """Draw one picture with its words at its place on the page."""
        wide = (PAGE_W - 2 * MARGIN - (ACROSS - 1) * GAP) / ACROSS
        high = (PAGE_H - 2 * MARGIN - HEAD) / DOWN
        left = MARGIN + (place % ACROSS) * (wide + GAP)
        top = MARGIN + HEAD / 2 + (place // ACROSS) * high
        self.set_fill_color(*GROUND)
        self.rect(left, top, wide, PICTURE_H, style="F")
        if cell.picture is not None:
            self.image(
                io.BytesIO(cell.picture),
                left,
                top,
                wide,
                PICTURE_H,
                keep_aspect_ratio=True,
                alt_text=cell.title,
            )
        self.set_text_color(*INK)
        self.set_font("house", "B", 8)
        self.set_xy(left, top + PICTURE_H + 1)
        said = f"{number}. {_short(nfc(cell.title), TITLE_CHARS)}"
        self.multi_cell(wide, LINE, said, align=Align.L)
        self.set_font("house", "", 7)
        self.set_text_color(*INK_LESS)
        for line in filter(None, cell.lines):
            self.set_xy(left, self.get_y())
            self.cell(wide, LINE, _short(nfc(line), LINE_CHARS))
            self.ln(LINE)


def _short(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
