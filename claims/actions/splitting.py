"""The splitting job: from an article's text to suggested claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from claims.actions.claim import WORDING_LIMIT
from claims.actions.events import first_events, record_event
from claims.actions.jobs import finish_job, heartbeat
from claims.actions.passage import RESHAPING
from claims.models import Article, Claim, Event, Job, Snapshot, Speaker
from claims.splitting.details.detail import Detail, details_inside
from claims.splitting.languages.detection import UNDETERMINED
from claims.splitting.split import ClaimSpan, Split, split
from claims.splitting.wording import Wording
from claims.vocabulary import EventKind, Origin, State

# What the splitter says of a claim: by the claim's column, as JSON keeps it. "speaker" is a name.
Fields = dict[str, Any]


def run_split(job: Job) -> None:
    """Split the article's current snapshot and store its claims as suggested. Raises LeaseLost."""
    article, snapshot = subject_of(job)
    with heartbeat(job) as progress:
        found = look_through(article, snapshot, progress)
    finish_job(job, lambda: _store(article, snapshot, found))


def subject_of(job: Job) -> tuple[Article, Snapshot]:
    """The article of a job that looks through one, and its text."""
    if job.article is None:
        raise ValueError(f"job {job.pk} splits no article")
    return job.article, job.article.current_snapshot


def look_through(article: Article, snapshot: Snapshot, on_progress: Callable[[float], None] | None = None) -> Split:
    """Split one text of an article, in its language if that is known, with relative dates from its date."""
    tag = article.language or None
    return split(snapshot.text, on_progress=on_progress, language=tag, date=article.published_on)


def _store(article: Article, snapshot: Snapshot, found: Split) -> None:
    """Add the claims that are not there yet. What stands already, by a person or an earlier split, stays as it is."""
    locked = Article.objects.select_for_update().get(pk=article.pk)
    if not locked.language and found.language != UNDETERMINED:
        Article.objects.filter(pk=article.pk).update(language=found.language)
    standing = set(Claim.objects.filter(snapshot=snapshot).values_list("start", "end"))
    # Nor is what a person gave other borders, split or merged suggested once more as it was.
    reshaped = Event.objects.filter(claim__snapshot=snapshot, kind__in=RESHAPING).values_list("data__before", flat=True)
    standing |= {(start, end) for start, end in reshaped}
    fresh = [span for span in found.claims if (span.start, span.end) not in standing]
    claims = suggest_claims(snapshot, [(span.start, span.end, fields_of(span, found)) for span in fresh], found.version)
    _link_repeats(snapshot, found, claims)
    record_event(
        kind=EventKind.SPLIT,
        actor=None,
        article=article,
        data={"splitter": found.version, "snapshot": snapshot.number, "found": len(found.claims), "added": len(claims)},
    )


def _link_repeats(snapshot: Snapshot, found: Split, claims: list[Claim]) -> None:
    """Point each new suggestion that says again what another claim says at that one."""
    repeated = {
        (span.start, span.end): found.claims[span.repeat_of] for span in found.claims if span.repeat_of is not None
    }
    if not repeated:
        return
    standing = {(start, end): pk for pk, start, end in snapshot.claims.values_list("pk", "start", "end")}
    for claim in claims:
        if other := repeated.get((claim.start, claim.end)):
            claim.repeat_of_id = standing.get((other.start, other.end))
    Claim.objects.bulk_update([claim for claim in claims if claim.repeat_of_id], ["repeat_of"], batch_size=500)


def suggest_claims(snapshot: Snapshot, spans: list[tuple[int, int, Fields]], version: str) -> list[Claim]:
    """Store what the splitter says of passages that are no claims yet: (start, end, fields). The article is locked."""
    rows = with_speakers(fields for _start, _end, fields in spans)
    claims = Claim.objects.bulk_create(
        [
            Claim(
                article_id=snapshot.article_id,
                snapshot=snapshot,
                start=start,
                end=end,
                quote=snapshot.text[start:end],
                origin=Origin.SPLITTER,
                state=State.SUGGESTED,
                state_changed_at=timezone.now(),
                **row,
            )
            for (start, end, _fields), row in zip(spans, rows, strict=True)
        ],
        batch_size=500,
    )
    first_events(kind=EventKind.SUGGEST, actor=None, claims=claims, data={"splitter": version})
    return claims


def fields_of(span: ClaimSpan, found: Split) -> Fields:
    """What the splitter says of a claim. A column that is added here is stored, compared and brought up to date."""
    name = span.speaker if span.speaker_resolved and len(span.speaker or "") <= 300 else None
    printed = (span.speaker_as_printed or span.speaker or "")[:300]
    return {
        "speaker": name,
        "speaker_as_printed": printed,
        "speaker_is_resolved": bool(name) or not printed,
        "cue": _words(span.cue)[:100],
        "attribution": [{"speaker": link.speaker, "cue": _words(link.cue)} for link in span.attribution],
        "is_quote": span.quote,
        "splitter": found.version,
        "kind": span.kind,
        "score": span.score,
        "reasons": list(span.reasons),
        "proposed_wording": _proposed(span.wording),
        "details": [_detail(detail) for detail in details_inside(found.details, span.start, span.end)],
    }


def _proposed(wording: Wording | None) -> dict[str, Any] | None:
    if wording is None or len(wording.text) > WORDING_LIMIT:
        return None
    return {"text": wording.text, "insertions": [list(insertion) for insertion in wording.insertions]}


def _detail(detail: Detail) -> dict[str, Any]:
    """What is set of a detail; offsets are the snapshot's."""
    return {name: value for name, value in asdict(detail).items() if value not in (None, "", ())}


def with_speakers(fields: Iterable[Fields]) -> list[dict[str, Any]]:
    """Copies of the fields with the speakers' rows in place of their names; missing rows are made."""
    fields = list(fields)
    names = {one["speaker"] for one in fields if one["speaker"]}
    Speaker.objects.bulk_create([Speaker(name=name) for name in sorted(names)], ignore_conflicts=True)
    speakers = {speaker.name: speaker for speaker in Speaker.objects.filter(name__in=names)}
    return [one | {"speaker": speakers[one["speaker"]] if one["speaker"] else None} for one in fields]


def _words(cue: str | None) -> str:
    """The cue if it is words; the colon after a name in a transcript is none."""
    return cue if cue and any(char.isalpha() for char in cue) else ""
