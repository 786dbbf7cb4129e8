"""Files of topics like those IPTC publishes, small."""

from pathlib import Path
from xml.sax.saxutils import escape

from toasoan.archive.models import Concept
from toasoan.archive.vocabularies.concepts import TopicsTold, media_topics_import
from toasoan.archive.vocabularies.media_topics import URI, names_vi, topics_read

ARTS, CULTURE, MEDIA = "01000000", "20000038", "20000045"
# Of the fourth level, which has no Vietnamese names.
FILM = "20000006"
POLITICS, ELECTION = "11000000", "20000574"
SMALL = (
    (ARTS, "arts, culture and entertainment", "", False),
    (CULTURE, "culture", ARTS, False),
    (MEDIA, "mass media", ARTS, False),
    (FILM, "cinema", CULTURE, False),
    (POLITICS, "politics", "", False),
    (ELECTION, "election", POLITICS, False),
)


def topics_file(folder: Path, rows=SMALL, more: str = "") -> Path:
    """Write an RDF file of (code, English name, broader, whether retired)."""
    body = "".join(
        f'<rdf:Description rdf:about="{URI}{code}">'
        f'<skos:prefLabel xml:lang="en-GB">{escape(label)}</skos:prefLabel>'
        + (f'<skos:broader rdf:resource="{URI}{broader}"/>' if broader else "")
        + ("<owl:deprecated>true</owl:deprecated>" if retired else "")
        + '<skos:exactMatch rdf:resource="http://cv.iptc.org/newscodes/subjectcode/'
        + f'{code}"/></rdf:Description>'
        for code, label, broader, retired in rows
    )
    path = folder / "topics.rdf"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:skos="http://www.w3.org/2004/02/skos/core#"'
        f' xmlns:owl="http://www.w3.org/2002/07/owl#">{body}{more}</rdf:RDF>',
        "utf-8",
    )
    return path


def topics_import(folder: Path, rows=SMALL, **more) -> TopicsTold:
    """Bring the rows in."""
    read = topics_read(topics_file(folder, rows))
    return media_topics_import(topics=read, names=names_vi(), **more)


def topic(code: str) -> Concept:
    """Return the topic of the code."""
    return Concept.objects.get(vocabulary__kind="topic", code=code)
