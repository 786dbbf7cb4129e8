"""Pictures of modes that Pillow itself would cut off instead of scaling."""

from PIL import Image

GREY_OF_16_BITS = "I;16"


def eight_bits(picture: Image.Image) -> Image.Image:
    """Return the picture with eight bits a colour: grey of sixteen is scaled."""
    if not picture.mode.startswith(GREY_OF_16_BITS):
        return picture
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
