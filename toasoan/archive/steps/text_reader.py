"""Run as a program: print the words of an office file, a PDF or a text, at most LIMIT characters.

`python -I text_reader.py KIND FILE LIMIT [FOLDER]` - with FOLDER, the pictures of a PDF's first
pages, or a picture that tesseract cannot open, are put there instead. It runs by itself, without the house around it: a file
that eats memory or time takes nothing with it.
"""

import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pillow_heif
from lxml import etree
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# A table keeps its words apart from its cells; a slide has them in its paragraphs.
PARTS = {
    "xlsx": (re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"), ("si", "is")),
    "pptx": (re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"), ("p",)),
}
NAMESPACES = {"xlsx": SHEET, "pptx": DRAWING}
ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
UNPACKED_BYTES = 64 * 1024 * 1024
PAGES = 2000
PICTURES = 20
MEMBERS = 2000
# What a wrongly written page, or a way of packing that nothing here reads, raises.
PAGE_ERRORS = (
    PyPdfError,
    DependencyError,
    NotImplementedError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
PIXELS = 100_000_000
SIDE = 6000


def pdf_texts(path: Path) -> Iterator[str]:
    """Yield the words of each page."""
    for number, page in enumerate(PdfReader(path).pages):
        if number == PAGES:
            return
        # A page that is written wrongly does not take the others with it.
        with suppress(*PAGE_ERRORS):
            yield page.extract_text()


def pdf_pictures(path: Path, folder: Path) -> None:
    """Put the pictures that pages consist of into the folder."""
    count = 0
    for page in PdfReader(path).pages:
        with suppress(*PAGE_ERRORS):
            for picture in page.images:
                if count == PICTURES or picture.image is None:
                    return
                _grey(picture.image).save(folder / f"{count:03}.png")
                count += 1


def zipped_texts(path: Path, member: str, namespace: str) -> Iterator[str]:
    """Yield the paragraphs of a document that is XML in an archive."""
    with zipfile.ZipFile(path) as bundle:
        root, _left = _unpacked(bundle, member, UNPACKED_BYTES)
    for paragraph in root.iter(f"{namespace}p"):
        yield "".join(_pieces(paragraph, namespace))


def office_texts(path: Path, kind: str) -> Iterator[str]:
    """Yield the words of a table's cells, or of each paragraph of slides and their notes."""
    names, tags = PARTS[kind]
    namespace, left = NAMESPACES[kind], UNPACKED_BYTES
    with zipfile.ZipFile(path) as bundle:
        members = [name for name in bundle.namelist() if names.fullmatch(name)]
        for member in sorted(members, key=_in_order)[:MEMBERS]:
            root, left = _unpacked(bundle, member, left)
            for node in root.iter(*(f"{namespace}{tag}" for tag in tags)):
                yield "".join(each.text or "" for each in node.iter(f"{namespace}t"))


def _in_order(name: str) -> tuple[str, int]:
    """Return what puts slide 2 before slide 10."""
    return re.sub(r"\d+", "", name), int((re.findall(r"\d+", name) or ["0"])[-1])


def _unpacked(
    bundle: zipfile.ZipFile, member: str, most: int
) -> "tuple[etree._Element, int]":
    """Return the XML of a member, and how many bytes may still be unpacked."""
    with bundle.open(member) as raw:
        # What the archive says of its size may be a lie; what is read is not.
        data = raw.read(most + 1)
    if len(data) > most:
        sys.exit("too much inside")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser), most - len(data)


def picture_open_up(kind: str, path: Path, folder: Path) -> None:
    """Put the picture into the folder, as one that tesseract opens; of a scan each page."""
    if kind == "heic":
        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(path) as picture:
        # What moves says the same all along.
        pages = min(getattr(picture, "n_frames", 1), PICTURES) if kind == "tif" else 1
        for number in range(pages):
            picture.seek(number)
            grey = _grey(ImageOps.exif_transpose(picture))
            grey.save(folder / f"{number:03}.png")


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I;16"):
        # Of sixteen bits Pillow would cut off what is above 255.
        picture = picture.convert("I").point(lambda value: value * (1 / 256))
    grey = picture.convert("L")
    # More than a newspaper page needs: a map would be read for minutes, for nothing.
    grey.thumbnail((SIDE, SIDE))
    return grey


def _pieces(paragraph: "object", namespace: str) -> Iterator[str]:
    if namespace == ODF_TEXT:
        yield from paragraph.itertext()  # type: ignore[attr-defined]
        return
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br"):  # type: ignore[attr-defined]
        yield (node.text or "") if node.tag == f"{WORD}t" else " "


def plain_texts(path: Path, limit: int) -> Iterator[str]:
    """Yield what a text file says."""
    with path.open("rb") as file:
        data = file.read(limit * 4)
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        whole_but_last = len(data) - error.start < 4
        yield data.decode("utf-8" if whole_but_last else "cp1258", "replace")


def texts_of(kind: str, path: Path, limit: int) -> Iterator[str]:
    """Yield the words of a file of the kind."""
    if kind == "pdf":
        return pdf_texts(path)
    if kind == "docx":
        return zipped_texts(path, "word/document.xml", WORD)
    if kind in PARTS:
        return office_texts(path, kind)
    if kind in {"odt", "ods", "odp"}:
        return zipped_texts(path, "content.xml", ODF_TEXT)
    return plain_texts(path, limit)


def main(kind: str, file: str, limit: str, folder: str = "") -> None:
    """Print the words, or unpack the pictures."""
    path, left = Path(file), int(limit)
    if folder and kind == "pdf":
        pdf_pictures(path, Path(folder))
        return
    if folder:
        picture_open_up(kind, path, Path(folder))
        return
    for text in texts_of(kind, path, left):
        words = re.sub(r"[ \t\f\v]+", " ", text).strip()
        if words and left > 0:
            sys.stdout.buffer.write(f"{words[:left]}\n".encode("utf-8", "replace"))
            left -= len(words) + 1


if __name__ == "__main__":
    main(*sys.argv[1:])
