"""What is new to the person who is to decide: since they last did, or somebody before them."""

from typing import Any

from toasoan.content.models import ReviewDecision
from toasoan.content.versions.changes import Change, revision_changes
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.content.versions.version_list import content_changes, decided_content

Kind = ReviewDecision.Kind
# With these a person has read the text and answers for it.
JUDGEMENTS = frozenset({Kind.APPROVE, Kind.RETURN, Kind.CORRECT, Kind.UPDATE})


def judgement_last(decisions: list[ReviewDecision]) -> ReviewDecision | None:
    """Return the last time anybody answered for the text; `decisions` newest first."""
    return next((d for d in decisions if d.kind in JUDGEMENTS), None)


def judgement_known(
    user: Any, decisions: list[ReviewDecision]
) -> ReviewDecision | None:
    """Return the text this person knows: what they judged last, else what was passed on."""
    own = [d for d in decisions if d.by_id == user.pk]
    return judgement_last(own) or judgement_last(decisions)


def changes_since(decision: ReviewDecision | None, item: Any) -> list[Change]:
    """Return what a reader would see changed in the draft since the decision."""
    revision = item.get_latest_revision()
    if decision is None or revision is None:
        return []
    decided = decided_content(item, decision)
    if decided is not None:
        return content_changes(item, decided, revision.content)
    before = decision.revision
    if before is None or revision_fingerprint(before) != decision.fingerprint:
        # From before texts were kept, and autosave has written over what was decided.
        return []
    return revision_changes(before, revision)
