"""What a published check shows, as plain frozen values.

The publishing action fills a `Check` from the database once, stores `check.to_json()` in the public revision, and every
renderer works from the `Check` alone: a page can be written again years later without asking the database anything.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self

from claims.publishing.freezing import ContentError, built, plain_json
from claims.vocabulary import (
    ChangeClass,
    MediaCategory,
    MediaKind,
    NamesShown,
    Question,
    RatingKind,
    ReplyStatus,
    ReplyWay,
    Said,
    SpeakerKind,
    Stance,
    Tone,
)

# Raised by one when a field changes its meaning; fields that are only added carry a default instead.
FORMAT = 1

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Worked out once: a scale has a handful of ratings, and every check has a scale.
_RATING_KINDS, _TONES = frozenset(RatingKind.values), frozenset(Tone.values)


def _require_aware(**moments: datetime | None) -> None:
    for name, moment in moments.items():
        if moment is not None and moment.utcoffset() is None:
            raise ContentError(f"{name} is a time without a time zone. Give an aware datetime.")


@dataclass(frozen=True, slots=True)
class PolicyLink:
    """A page on which the newsroom says who it is or how it works. `kind` is a key of `labels.POLICIES`."""

    kind: str

    @property
    def path(self) -> str:
        return "/about/" if self.kind == "about" else f"/about/{self.kind}/"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Who publishes. `url` is the site's absolute address without a slash at the end.

    `names` is a `vocabulary.NamesShown`: what its pages tell of who wrote and who approved.
    """

    name: str
    url: str
    tagline: str = ""
    language: str = "en"
    contact_email: str = ""
    about: str = ""
    names: str = NamesShown.NAMES.value
    logo_text: str = ""  # Stands for the name where that is too long.
    postal_address: str = ""
    pages: tuple[PolicyLink, ...] = ()
    # The address of the licence under which machines may use the data of the checks. "" where none is given.
    data_licence: str = ""

    def __post_init__(self) -> None:
        if not re.match(r"https?://[^/?#\s]+$", self.url):
            raise ContentError(
                f"The newsroom's address {self.url!r} is not scheme and host alone, like https://facts.example."
            )
        if self.names not in NamesShown.values:
            raise ContentError(f"What is told of names, {self.names!r}, is none of names, roles, none.")


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
    slug: str = ""  # "" where there is no page of the speaker.


@dataclass(frozen=True, slots=True)
class Topic:
    """What a check is about."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One step of the way from the speaker's mouth to the article: who passed it on, and the article's word for it."""

    speaker: str
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Where the claim was found. `slug` is the annotated article's, "" in content from before there were any."""

    title: str
    url: str = ""
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""
    slug: str = ""

    def __post_init__(self) -> None:
        if self.slug and not _SLUG.fullmatch(self.slug):
            raise ContentError(f"The slug {self.slug!r} is not lower-case letters and digits joined by hyphens.")

    @property
    def path(self) -> str:
        """The annotated article's address on the site, "" where there is none."""
        return f"/articles/{self.slug}/" if self.slug else ""


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
        if self.kind not in _RATING_KINDS:
            raise ContentError(f"The rating's kind {self.kind!r} is neither on_axis nor off_axis.")
        if self.kind == "off_axis" and self.value is not None:
            raise ContentError(f"The rating {self.label!r} is off the true-false axis and so cannot have a value.")
        if self.tone not in _TONES:
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
    "contradicts" or "context"; `archive` is "missing", "stored" or "failed". `number` is what the explanation cites it
    by and its address on the page (`#evidence-3`); 0 in content from before there were numbers. `published_on` is the
    source's own day, `added_on` the day on which the newsroom read it.
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
    number: int = 0
    published_on: date | None = None
    added_on: date | None = None

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
class Media:
    """The picture or recording that a claim is about, and what was found of it.

    `kind` is a `vocabulary.MediaKind`, `category` a `vocabulary.MediaCategory`. `context` says where it is really
    from, `original_url` leads to the original; `url` is where it was seen, `interpreted_as` what it was taken to show.
    """

    kind: str
    category: str
    context: str = ""
    original_url: str = ""
    url: str = ""
    archived_url: str = ""
    creator: str = ""
    interpreted_as: str = ""

    def __post_init__(self) -> None:
        if self.kind not in MediaKind.values or self.category not in MediaCategory.values:
            raise ContentError(f"The media's kind {self.kind!r} or category {self.category!r} is not known.")


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
    # When the second person approved it; None in content from before this was kept.
    checked_at: datetime | None = None
    media: Media | None = None
    topics: tuple[Topic, ...] = ()
    format: int = field(default=FORMAT)

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug):
            raise ContentError(f"The slug {self.slug!r} is not lower-case letters and digits joined by hyphens.")
        if odd := [one for one in self._other_slugs if not _SLUG.fullmatch(one)]:
            raise ContentError(f"The slug {odd[0]!r} is not lower-case letters and digits joined by hyphens.")
        if not self.claim.quote.strip():
            raise ContentError("The claim's quote is empty.")
        if self.said not in Said.values:
            raise ContentError(f"The answer to “was it said?”, {self.said!r}, is not known.")
        if not self.revisions:
            raise ContentError("A published check has at least one public revision.")
        _require_aware(checked_at=self.checked_at)
        if self.format != FORMAT:
            raise ContentError(f"The content has format {self.format}; this version reads format {FORMAT}.")

    @property
    def _other_slugs(self) -> list[str]:
        return [one.slug for one in self.topics] + ([self.speaker.slug] if self.speaker and self.speaker.slug else [])

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
    def pieces(self) -> dict[int, Evidence]:
        """The evidence by its numbers; where it has none, by its places from 1."""
        return {one.number or place: one for place, one in enumerate(self.evidence, start=1)}

    def history_path(self, number: int) -> str:
        """The address of that public revision, for example `/checks/taxes-fell/history/2/`."""
        return f"{self.path}history/{number}/"

    @property
    def corrections(self) -> tuple[PublicRevision, ...]:
        """The revisions that changed what a reader may have relied on, newest first."""
        changed = [one for one in self.revisions if one.change in ("correction", "rating_changed", "withdrawn")]
        return tuple(reversed(changed))

    def to_json(self) -> dict[str, Any]:
        """This content in JSON's types alone. Dates are ISO 8601; `from_json` gives an equal `Check` back."""
        return typing.cast("dict[str, Any]", plain_json(dataclasses.asdict(self)))

    @classmethod
    def from_json(cls, data: object) -> Self:
        """The `Check` that `to_json` was called on. Raises ContentError naming the first field that does not fit."""
        return typing.cast("Self", built(cls, data, "content"))
