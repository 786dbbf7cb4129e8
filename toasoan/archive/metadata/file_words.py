"""What a new file says of its photo: kept whole as evidence, and put where nothing stands."""

from pathlib import PurePosixPath

from toasoan.archive.incoming.inspection import PictureFacts
from toasoan.archive.metadata.embedded import photo_words
from toasoan.archive.metadata.fields import BY_KEY, MORE
from toasoan.archive.metadata.moments import moment_of_tags
from toasoan.archive.metadata.reading import Words, file_tags_read, words_of
from toasoan.archive.models import Photo, PhotoFileTags

# Filled besides from what `embedded` cannot read, such as the XMP of a HEIC.
LATE_COLUMNS = ("caption", "copyright_notice", "alt_text")


def photo_words_fill(
    photo: Photo, facts: PictureFacts, *, wants_title: bool = False
) -> None:
    """Fill the photo's empty words with what its file says; nothing is saved.

    Everything the file says is kept with the photo once that is saved. Without exiftool
    the words are those of `embedded`.
    """
    photo.file.open()
    read = file_tags_read(
        photo.file.file,
        suffix=PurePosixPath(str(photo.file.name)).suffix.lower() or facts.suffix,
        embedded=facts.embedded,
    )
    photo.file_tags_to_keep = read if read.tags else None
    words = words_of(read.tags) if read.tags else _words_embedded(facts)
    for key in LATE_COLUMNS:
        column = BY_KEY[key].column
        if not getattr(photo, column):
            setattr(photo, column, words.get(key, ""))
    if not photo.credit:
        photo.credit = str(words.get("credit", ""))[: BY_KEY["credit"].max_chars]
    if not photo.tags_to_add:
        photo.tags_to_add = words.get("keywords", [])
    photo.topics_to_add = words.get("topic", [])
    title = words.get("title") or words.get("headline")
    if wants_title and title:
        photo.title = str(title)[: BY_KEY["title"].max_chars]
    if not photo.taken_at:
        photo.taken_at = moment_of_tags(read.tags)
    new = {word.key: words[word.key] for word in MORE if word.key in words}
    photo.iptc_words = new | photo.iptc_words


def _words_embedded(facts: PictureFacts) -> Words:
    """Return the words that need no exiftool."""
    layers = [facts.embedded.get(name, {}) for name in ("xmp", "iptc")]
    names = {"headline": "headline", "source": "source", "shown_city": "city"}
    found: Words = {}
    for key, name in names.items():
        value = next((layer[name] for layer in layers if layer.get(name)), "")
        text = ", ".join(value) if isinstance(value, list) else str(value)
        found[key] = text[: BY_KEY[key].max_chars]
    byline: str | list[str] = next(
        (layer["byline"] for layer in layers if layer.get("byline")), []
    )
    found["creator"] = [byline] if isinstance(byline, str) else list(byline)
    found |= {"keywords": photo_words(facts.embedded)["keywords"]}
    return {key: value for key, value in found.items() if value}


def file_tags_keep(photo: Photo) -> None:
    """Keep everything the photo's new file said, once for each file."""
    read, photo.file_tags_to_keep = photo.file_tags_to_keep, None
    PhotoFileTags.objects.get_or_create(
        photo=photo,
        content_hash=photo.content_hash,
        defaults={"reader": read.reader, "tags": read.tags},
    )
