"""Pictures that say where they were taken."""

from typing import Any

from PIL import Image

from toasoan.archive.incoming.inspection import picture_inspect
from toasoan.archive.models import Photo
from toasoan.archive.tests.factories import photo_make, picture_bytes, upload
from toasoan.units.models import PressUnit

MAP, GRID = "/toa-soan/kho/ban-do/", "/toa-soan/kho/"
HANOI, DANANG = (21.03, 105.85), (16.06, 108.22)
AROUND_HANOI = "105,20,107,22"
GPS = 0x8825
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
    b' rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    b' exif:GPSLatitude="%s" exif:GPSLongitude="%s"/></rdf:RDF></x:xmpmeta>'
)


def located_bytes(latitude: float, longitude: float, **more: Any) -> bytes:
    """Return a JPEG whose EXIF says that it was taken there."""
    exif = Image.Exif()
    gps = exif.get_ifd(GPS)
    gps[1], gps[2] = ("N" if latitude >= 0 else "S"), _sexagesimal(latitude)
    gps[3], gps[4] = ("E" if longitude >= 0 else "W"), _sexagesimal(longitude)
    return picture_bytes(exif=exif, **more)


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(degrees) * 3600, 3600)
    return (whole, *divmod(rest, 60))


def located(unit: PressUnit, latitude: float, longitude: float, **fields: Any) -> Photo:
    """Bring in a photo that was taken there."""
    data = located_bytes(latitude, longitude)
    facts = picture_inspect(upload(data))
    return photo_make(unit, data, embedded_metadata=facts.embedded, **fields)
