"""The parts of a trial story: ordered, given out, handed in, taken or struck out."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from toasoan.newsroom.demo.pictures import PictureShelf
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Coverage, Story

# What stands in `reached` when a part says nothing, once the article is on its way out.
DONE = "completed"


class PartLoader:
    """Brings in the parts of one unit's stories, each as far as its row says."""

    def __init__(
        self,
        shelf: PictureShelf,
        people: dict[str, Any],
        secretary: Any,
        moment: Callable[[int | None], datetime | None],
    ) -> None:
        self.shelf = shelf
        self.people = people
        self.secretary = secretary
        self.moment = moment

    def give(self, story: Story, parts: list[dict[str, Any]]) -> list[Assignment]:
        """Order the parts and give out those that name somebody."""
        given = []
        for part in parts:
            coverage = planning.coverage_add(
                story=story,
                kind=part["kind"],
                note=part.get("note") or "",
                ordered_length=part.get("length_words"),
                by=self.secretary,
            )
            if part.get("reached") == "struck_out":
                planning.coverage_cancel(
                    coverage=coverage, by=self.secretary, reason=part["reason"]
                )
            elif part.get("assignee"):
                given.append(self._give(coverage, part))
        return given

    def _give(self, coverage: Coverage, part: dict[str, Any]) -> Assignment:
        assignment = planning.assignment_give(
            coverage=coverage,
            assignee=self.people[part["assignee"]],
            note=part.get("said") or "",
            by=self.secretary,
        )
        # Trial work was due before the time of loading; nobody may order that.
        assignment.due_at = self.moment(part.get("due_offset_minutes"))
        assignment.save(update_fields=["due_at"])
        return assignment

    def bring_on(
        self,
        assignments: list[Assignment],
        parts: list[dict[str, Any]],
        *,
        pictures: Iterable[str],
        is_over: bool,
    ) -> None:
        """Let each assignment reach what its row says.

        Args:
            assignments: as `give` returned them.
            parts: the rows they came from, others among them.
            pictures: keys of trial pictures handed in where a row names none.
            is_over: whether work that is no article has all been taken.
        """
        rows = [row for row in parts if row.get("assignee")]
        for assignment, row in zip(assignments, rows, strict=True):
            is_written = assignment.coverage.is_written
            reached = row.get("reached") or (DONE if is_over and not is_written else "")
            if reached in {"accepted", "declined"}:
                self._answer(assignment, reached, row)
            elif reached:
                self._hand_in(assignment, row, pictures)
                self._judge(assignment, reached, row)

    def _answer(
        self, assignment: Assignment, reached: str, row: dict[str, Any]
    ) -> None:
        if reached == "accepted":
            planning.assignment_accept(assignment=assignment, by=assignment.assignee)
        else:
            planning.assignment_decline(
                assignment=assignment, by=assignment.assignee, reason=row["reason"]
            )

    def _hand_in(
        self, assignment: Assignment, row: dict[str, Any], pictures: Iterable[str]
    ) -> None:
        link = row.get("link") or ""
        keys = row.get("pictures") or ([] if link else pictures)
        planning.assignment_submit(
            assignment=assignment,
            by=assignment.assignee,
            photo_ids=[self.shelf.photo(key).pk for key in keys],
            link=link,
            note=row.get("handed_in_with") or "",
        )

    def _judge(self, assignment: Assignment, reached: str, row: dict[str, Any]) -> None:
        if reached == DONE:
            planning.assignment_complete(assignment=assignment, by=self.secretary)
            # Taken in time: the article it was made for is older than the loading.
            assignment.handed_in_at = assignment.due_at
            assignment.save(update_fields=["handed_in_at"])
        elif reached == "returned":
            planning.assignment_return(
                assignment=assignment, by=self.secretary, reason=row["reason"]
            )
