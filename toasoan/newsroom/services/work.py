"""What takes two rooms at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files import File
from django.db import transaction

from toasoan.archive.selectors import photos_of
from toasoan.archive.services import photos_ingest
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.models import Assignment
from toasoan.planning.services import assignment_submit


@transaction.atomic
def work_hand_in(
    *,
    assignment: Assignment,
    by: Any,
    files: Sequence[File[bytes]] = (),
    details: Mapping[str, Any] | None = None,
    photo_ids: Sequence[int] = (),
    link: str = "",
    note: str = "",
) -> Assignment:
    """Bring new pictures into the unit's archive and hand the work in with them.

    Args:
        assignment: an own one, of a kind that is no article.
        by: its assignee.
        files: pictures that are new.
        details: what holds for all of them: credit, caption, usage.
        photo_ids: photos the unit's archive has already.
        link: where film, sound or a post is to be seen.
        note: a word to who takes the work.

    Raises:
        NotFound: a chosen photo is not in the unit's archive.
        FileRefused: the archive does not take a file, and says which and why.
        NotAllowed, WorkKindWrong, NothingHandedIn, AssignmentStateWrong: as
            planning.services.assignment_submit.
    """
    if assignment.assignee != by:
        raise NotAllowed
    unit = assignment.story.unit
    if photos_of(unit).filter(pk__in=photo_ids).count() != len(set(photo_ids)):
        raise NotFound
    new = photos_ingest(unit=unit, files=files, by=by, details=details)
    return assignment_submit(
        assignment=assignment,
        by=by,
        photo_ids=[*photo_ids, *(photo.pk for photo in new)],
        link=link,
        note=note,
    )
