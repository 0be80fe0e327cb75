"""The splitting job: from an article's text to suggested claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from claims.actions.events import first_events, record_event
from claims.actions.jobs import finish_job, heartbeat
from claims.models import Article, Claim, Job, Snapshot, Speaker
from claims.splitting.split import ClaimSpan, Split, split
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
    """Split one text of an article."""
    return split(snapshot.text, on_progress=on_progress)


def _store(article: Article, snapshot: Snapshot, found: Split) -> None:
    """Add the claims that are not there yet. What stands already, by a person or an earlier split, stays as it is."""
    Article.objects.select_for_update().get(pk=article.pk)
    standing = set(Claim.objects.filter(snapshot=snapshot).values_list("start", "end"))
    fresh = [span for span in found.claims if (span.start, span.end) not in standing]
    claims = suggest_claims(
        snapshot, [(span.start, span.end, fields_of(span, found.version)) for span in fresh], found.version
    )
    record_event(
        kind=EventKind.SPLIT,
        actor=None,
        article=article,
        data={"splitter": found.version, "snapshot": snapshot.number, "found": len(found.claims), "added": len(claims)},
    )


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


def fields_of(span: ClaimSpan, version: str) -> Fields:
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
        "splitter": version,
        "kind": span.kind,
        "score": span.score,
        "reasons": list(span.reasons),
    }


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
