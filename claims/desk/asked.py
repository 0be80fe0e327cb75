"""What was asked for by the last review, at the places of the claim's page that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.desk.forms.review import AnswerForm
from claims.models import Evidence, Review, ReviewPoint


@dataclass(frozen=True)
class AskedPoint:
    """A point, where it belongs, and the form to tick it off (None for who may not).

    `evidence` is the id of the piece of evidence that is meant, None where there is no such piece, or not any more.
    """

    point: ReviewPoint
    form: AnswerForm | None
    evidence: int | None = None


def asked_points(
    review: Review | None, pieces: Iterable[Evidence], *, may_answer: bool, bound: AnswerForm | None
) -> list[AskedPoint]:
    """The points of `review` for the claim's page. `bound` is a form that came back with an error."""
    if review is None:
        return []
    pieces = list(pieces)
    asked = []
    for point in review.points.all():
        form = bound if bound is not None and bound.point == point else AnswerForm(point=point)
        asked.append(AskedPoint(point, form if may_answer else None, _piece_of(point, review, pieces)))
    return asked


def _piece_of(point: ReviewPoint, review: Review, pieces: list[Evidence]) -> int | None:
    """The piece of evidence that the point is about, known by its source and passage, else by its source."""
    if point.piece is None:
        return None
    frozen = review.revision.evidence[point.piece - 1]
    of_source = [piece for piece in pieces if piece.source_id == frozen["source"].get("id")]
    same = [piece for piece in of_source if piece.passage == frozen["passage"]]
    return (same or of_source)[0].pk if of_source else None
