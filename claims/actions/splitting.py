"""The splitting job: from an article's text to suggested claims."""

from __future__ import annotations

from django.utils import timezone

from claims.actions.events import first_events, record_event
from claims.actions.jobs import finish_job, heartbeat
from claims.actions.passage import RESHAPING
from claims.models import Article, Claim, Event, Job, Snapshot, Speaker
from claims.splitting.split import ClaimSpan, Split, split
from claims.vocabulary import EventKind, Origin, State


def run_split(job: Job) -> None:
    """Split the article's current snapshot and store its claims as suggested. Raises LeaseLost."""
    article = job.article
    if article is None:
        raise ValueError(f"job {job.pk} splits no article")
    snapshot = article.current_snapshot
    with heartbeat(job) as progress:
        found = split(snapshot.text, on_progress=progress)
    finish_job(job, lambda: _store(article, snapshot, found))


def _store(article: Article, snapshot: Snapshot, found: Split) -> None:
    """Add the claims that are not there yet. What stands already, by a person or an earlier split, stays as it is."""
    Article.objects.select_for_update().get(pk=article.pk)
    standing = set(Claim.objects.filter(snapshot=snapshot).values_list("start", "end"))
    # Nor is what a person gave other borders, split or merged suggested once more as it was.
    reshaped = Event.objects.filter(claim__snapshot=snapshot, kind__in=RESHAPING).values_list("data__before", flat=True)
    standing |= {(start, end) for start, end in reshaped}
    fresh = [span for span in found.claims if (span.start, span.end) not in standing]
    speakers = _speakers({span.speaker for span in fresh if span.speaker and span.speaker_resolved})
    claims = Claim.objects.bulk_create(
        [_claim(snapshot, span, speakers, found.version) for span in fresh], batch_size=500
    )
    first_events(kind=EventKind.SUGGEST, actor=None, claims=claims, data={"splitter": found.version})
    record_event(
        kind=EventKind.SPLIT,
        actor=None,
        article=article,
        data={"splitter": found.version, "snapshot": snapshot.number, "found": len(found.claims), "added": len(claims)},
    )


def _claim(snapshot: Snapshot, span: ClaimSpan, speakers: dict[str, Speaker], version: str) -> Claim:
    speaker = speakers.get(span.speaker or "") if span.speaker_resolved else None
    printed = (span.speaker_as_printed or span.speaker or "")[:300]
    return Claim(
        article_id=snapshot.article_id,
        snapshot=snapshot,
        start=span.start,
        end=span.end,
        quote=span.text,
        speaker=speaker,
        speaker_as_printed=printed,
        speaker_is_resolved=speaker is not None or not printed,
        cue=_words(span.cue)[:100],
        attribution=[{"speaker": link.speaker, "cue": _words(link.cue)} for link in span.attribution],
        is_quote=span.quote,
        origin=Origin.SPLITTER,
        splitter=version,
        kind=span.kind,
        score=span.score,
        reasons=list(span.reasons),
        state=State.SUGGESTED,
        state_changed_at=timezone.now(),
    )


def _words(cue: str | None) -> str:
    """The cue if it is words; the colon after a name in a transcript is none."""
    return cue if cue and any(char.isalpha() for char in cue) else ""


def _speakers(names: set[str]) -> dict[str, Speaker]:
    """The speakers' rows by name; missing ones are made."""
    names = {name for name in names if len(name) <= 300}
    Speaker.objects.bulk_create([Speaker(name=name) for name in sorted(names)], ignore_conflicts=True)
    return {speaker.name: speaker for speaker in Speaker.objects.filter(name__in=names)}
