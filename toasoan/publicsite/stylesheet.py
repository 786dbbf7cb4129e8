"""The one stylesheet readers load: tokens, then components, without comments."""

import re
from pathlib import Path

from django.conf import settings

SOURCE = Path(__file__).parent / "styles" / "reader.css"
BUILT = Path("static") / "reader" / "reader.css"
# Names only the staff side uses; readers need not load them.
STAFF_TOKENS = re.compile(
    r"--(?:side(?:-slim|-bg|-fg|-on|-sel)?|bar-h|row|shadow-over|(?:ins|del)-(?:bg|fg)"
    r"|action-soft|on-action|scrim|target-touch|target|st-(?:draft|review|late|ok|sched)"
    r"-(?:fg|bg)|mono|z-menu|z-dialog|r-2|t-2xl|t-2xs|lh-dense"
    r"|clip-guard):[^;}]*;?"
)


def stylesheet_text() -> str:
    """Return the stylesheet as it must be on disk."""
    tokens = (Path(settings.BASE_DIR) / "static" / "tokens.css").read_text("utf-8")
    tokens = tokens.replace("url(vendor/", "url(../vendor/")
    tokens = STAFF_TOKENS.sub("", _squeezed(tokens))
    return _squeezed(tokens + SOURCE.read_text("utf-8")) + "\n"


def stylesheet_write() -> Path:
    """Write the stylesheet and return where it is."""
    path: Path = Path(settings.BASE_DIR) / BUILT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(stylesheet_text(), "utf-8")
    return path


def _squeezed(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r"(?<=[\w-]): (?=[^{}]*[;}])", ":", css)
    return re.sub(r";}", "}", css).strip()
