"""What a published check shows, as plain frozen values.

The publishing action fills a `Check` from the database once, stores `check.to_json()` in the public revision, and every
renderer works from the `Check` alone: a page can be written again years later without asking the database anything.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Self

from claims.vocabulary import ChangeClass, Question, RatingKind, ReplyStatus, ReplyWay, Said, SpeakerKind, Stance, Tone

# Raised by one when a field changes its meaning; fields that are only added carry a default instead.
FORMAT = 1

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class ContentError(ValueError):
    """The content cannot be shown as it is. The message says which field, and what it should hold."""


def _require_aware(**moments: datetime | None) -> None:
    for name, moment in moments.items():
        if moment is not None and moment.utcoffset() is None:
            raise ContentError(f"{name} is a time without a time zone. Give an aware datetime.")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who publishes. `url` is the site's absolute address without a slash at the end."""

    name: str
    url: str
    tagline: str = ""
    language: str = "en"
    contact_email: str = ""
    about: str = ""
    # The address of the licence under which machines may use the data of the checks. "" where none is given.
    data_licence: str = ""

    def __post_init__(self) -> None:
        if not re.match(r"https?://[^/?#\s]+$", self.url):
            raise ContentError(
                f"The newsroom's address {self.url!r} is not scheme and host alone, like https://facts.example."
            )


@dataclass(frozen=True, slots=True)
class ClaimAsSaid:
    """The claim's exact characters in the article, with the passage around them.

    `wording` is the claim as it was checked, empty where the quote itself was. `before` and `after` are the article's
    own text on both sides (the rest of the sentence or paragraph). `is_quote`: the words stand in quotation marks.
    """

    quote: str
    wording: str = ""
    before: str = ""
    after: str = ""
    is_quote: bool = False

    @property
    def text(self) -> str:
        """The claim as it was checked."""
        return self.wording or self.quote


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `as_printed`: how the article names them ("the spokeswoman"). `kind`: a `vocabulary.SpeakerKind`."""

    name: str
    description: str = ""
    as_printed: str = ""
    kind: str = SpeakerKind.UNKNOWN.value
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One step of the way from the speaker's mouth to the article: who passed it on, and the article's word for it."""

    speaker: str
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Where the claim was found."""

    title: str
    url: str = ""
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """What was found. `kind` is "on_axis" or "off_axis"; off the true-false axis there is no `value`."""

    slug: str
    label: str
    meaning: str = ""
    kind: str = "on_axis"
    value: int | None = None
    tone: str = "none"

    def __post_init__(self) -> None:
        if self.kind not in RatingKind.values:
            raise ContentError(f"The rating's kind {self.kind!r} is neither on_axis nor off_axis.")
        if self.kind == "off_axis" and self.value is not None:
            raise ContentError(f"The rating {self.label!r} is off the true-false axis and so cannot have a value.")
        if self.tone not in Tone.values:
            raise ContentError(f"The rating's tone {self.tone!r} is none of {', '.join(Tone.values)}.")

    @property
    def is_on_axis(self) -> bool:
        return self.kind == "on_axis" and self.value is not None


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole scale that a rating was given under, in the newsroom's order."""

    name: str
    ratings: tuple[Rating, ...] = ()

    @property
    def axis(self) -> tuple[Rating, ...]:
        """The ratings on the true-false axis, from the falsest to the truest."""
        return tuple(sorted((one for one in self.ratings if one.is_on_axis), key=lambda one: one.value or 0))

    @property
    def worst(self) -> int | None:
        return self.axis[0].value if self.axis else None

    @property
    def best(self) -> int | None:
        return self.axis[-1].value if self.axis else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source and what it says of the claim.

    `question` is "said" or "true": which of the two it answers. `stance` is "supports",
    "contradicts" or "context"; `archive` is "missing", "stored" or "failed".
    """

    stance: str
    title: str
    url: str = ""
    publisher: str = ""
    passage: str = ""
    locator: str = ""
    note: str = ""
    interest: str = ""
    is_primary: bool = False
    archive: str = "missing"
    archived_url: str = ""
    archived_at: datetime | None = None
    sha256: str = ""  # Of the file, where the newsroom keeps one; the file itself is not published.
    question: str = Question.TRUE.value

    def __post_init__(self) -> None:
        if self.question not in Question.values:
            raise ContentError(f"The evidence's question {self.question!r} is neither said nor true.")
        if self.stance not in Stance.values:
            raise ContentError(f"The evidence's stance {self.stance!r} is none of supports, contradicts, context.")
        if self.archive not in ("missing", "stored", "failed"):
            raise ContentError(f"The evidence's archive {self.archive!r} is none of missing, stored, failed.")
        _require_aware(archived_at=self.archived_at)


@dataclass(frozen=True, slots=True)
class Reply:
    """Somebody who was asked for a reply, and what came of it. `quote` is what of the answer may be quoted.

    `way` is a `vocabulary.ReplyWay`, `status` a `vocabulary.ReplyStatus`.
    """

    person: str
    way: str
    asked_on: date
    status: str
    office: str = ""
    due_on: date | None = None
    answered_on: date | None = None
    quote: str = ""

    def __post_init__(self) -> None:
        if self.way not in ReplyWay.values or self.status not in ReplyStatus.values:
            raise ContentError(f"The reply's way {self.way!r} or status {self.status!r} is not known.")


@dataclass(frozen=True, slots=True)
class PublicRevision:
    """One published version of the page. `change` is a value of `vocabulary.ChangeClass`."""

    number: int
    change: str
    published_at: datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if self.change not in ChangeClass.values:
            raise ContentError(f"The revision's change {self.change!r} is not a known class of change.")
        _require_aware(published_at=self.published_at)


@dataclass(frozen=True, slots=True)
class Check:
    """A claim with its verdict, as published: everything that its page shows.

    `authors` and `approvers` are names as the newsroom shows them. `explanation` is markdown, every other text is
    plain. `attribution` starts nearest to the speaker. `revisions` are oldest first, and the last one is this version;
    the page is withdrawn when that last one's change is "withdrawn".
    """

    slug: str
    newsroom: Newsroom
    claim: ClaimAsSaid
    article: Article
    rating: Rating
    scale: Scale
    summary: str
    explanation: str
    revisions: tuple[PublicRevision, ...]
    speaker: Speaker | None = None
    attribution: tuple[Attribution, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    not_found: str = ""
    authors: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    override_reason: str = ""
    # Whether the speaker said it (a `vocabulary.Said`): "" where that was not asked, and nothing is told of it.
    said: str = ""
    said_note: str = ""
    replies: tuple[Reply, ...] = ()
    why_not_asked: str = ""
    format: int = field(default=FORMAT)

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug):
            raise ContentError(f"The slug {self.slug!r} is not lower-case letters and digits joined by hyphens.")
        if not self.claim.quote.strip():
            raise ContentError("The claim's quote is empty.")
        if self.said not in Said.values:
            raise ContentError(f"The answer to “was it said?”, {self.said!r}, is not known.")
        if not self.revisions:
            raise ContentError("A published check has at least one public revision.")
        if self.format != FORMAT:
            raise ContentError(f"The content has format {self.format}; this version reads format {FORMAT}.")

    @property
    def path(self) -> str:
        """The page's address on the site, for example `/checks/taxes-fell/`."""
        return f"/checks/{self.slug}/"

    @property
    def url(self) -> str:
        """The page's canonical address."""
        return self.newsroom.url + self.path

    @property
    def first_published(self) -> datetime:
        return self.revisions[0].published_at

    @property
    def updated(self) -> datetime:
        return self.revisions[-1].published_at

    @property
    def withdrawn(self) -> PublicRevision | None:
        """The revision that withdrew the check, or None while it stands."""
        return self.revisions[-1] if self.revisions[-1].change == "withdrawn" else None

    @property
    def corrections(self) -> tuple[PublicRevision, ...]:
        """The revisions that changed what a reader may have relied on, newest first."""
        changed = [one for one in self.revisions if one.change in ("correction", "rating_changed", "withdrawn")]
        return tuple(reversed(changed))

    def to_json(self) -> dict[str, Any]:
        """This content in JSON's types alone. Dates are ISO 8601; `from_json` gives an equal `Check` back."""
        return typing.cast("dict[str, Any]", _plain(dataclasses.asdict(self)))

    @classmethod
    def from_json(cls, data: object) -> Self:
        """The `Check` that `to_json` was called on. Raises ContentError naming the first field that does not fit."""
        return typing.cast("Self", _build(cls, data, "content"))


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """A line of the home page."""

    path: str
    claim: str
    rating: Rating
    scale: Scale
    published: datetime
    updated: datetime
    speaker: str = ""
    summary: str = ""
    change: str = "first"

    @classmethod
    def of(cls, check: Check) -> Self:
        return cls(
            path=check.path,
            claim=check.claim.text,
            rating=check.rating,
            scale=check.scale,
            published=check.first_published,
            updated=check.updated,
            speaker=check.speaker.name if check.speaker else "",
            summary=check.summary,
            change=check.revisions[-1].change,
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the corrections page."""

    path: str
    claim: str
    change: str
    reason: str
    published_at: datetime

    @classmethod
    def newest_of(cls, check: Check) -> Self:
        """The correction that the check's content was published with."""
        one = check.revisions[-1]
        return cls(
            path=check.path,
            claim=check.claim.text,
            change=one.change,
            reason=one.reason,
            published_at=one.published_at,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _build(kind: Any, value: Any, where: str) -> Any:
    """Turn a value of JSON into `kind`: a dataclass of this module, a tuple of them, a date, or a plain type."""
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(one for one in typing.get_args(kind) if one is not types.NoneType)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, value, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ContentError(f"{where} is not a list.")
        item_kind = typing.get_args(kind)[0]
        return tuple(_build(item_kind, item, f"{where}[{at}]") for at, item in enumerate(value))
    if kind in (date, datetime):
        try:
            return kind.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ContentError(f"{where} is not an ISO 8601 {kind.__name__}: {value!r}.") from error
    if type(value) is not kind:
        raise ContentError(f"{where} is {value!r}, not of the type {kind.__name__}.")
    return value


def _build_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ContentError(f"{where} is not an object.")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise ContentError(f"{where} has fields that this version does not know: {', '.join(unknown)}.")
    built = {name: _build(hints[name], item, f"{where}.{name}") for name, item in value.items()}
    for one in dataclasses.fields(kind):
        if one.name not in built and one.default is dataclasses.MISSING:
            raise ContentError(f"{where}.{one.name} is missing.")
    return kind(**built)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Working them out takes longer than all the rest, and a page of a list reads dozens of checks."""
    return typing.get_type_hints(kind)
