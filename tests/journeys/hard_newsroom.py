"""What is hard to lay out: German compounds, Arabic, names of 300 characters, addresses without a place to break,
emoji, long lists. Imported inside a running product (newsrooms.py).
"""

from __future__ import annotations

import hashlib
from itertools import count

from django.db import transaction
from django.utils import timezone

from claims.actions import article as articles
from claims.actions import claim as claims
from claims.actions import comment, evidence, publish, review, verdict
from claims.actions.events import first_events
from claims.actions.listed import add_listed
from claims.actions.newsroom import save_policy
from claims.actions.people import create_user, edit_account
from claims.models import Article, Claim, Snapshot, Speaker, Topic, User
from claims.vocabulary import EventKind, JobState, Origin, PolicyKind, Role, SettingsArea, State
from tests.cast import bring, complete, fresh, newest, rating

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
COMPOUNDS = f"{COMPOUND} Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
# No place to break a line in 200 characters.
UNBROKEN = "".join(f"{number:04}abcdef" for number in range(20))
ADDRESS = f"https://archiv.beispiel.example/{UNBROKEN}?quelle={UNBROKEN}"
NAME = f"Prof. Dr. Dr. h. c. mult. Maria-Magdalena von und zu {COMPOUND}-Schleswig-Holstein-Sonderburg-Augustenburg"
# As long as a speaker's name, or a title, may be.
LONGEST_NAME = (f"{NAME}, stellvertretende Vorsitzende des Ausschusses für das {COMPOUNDS} " * 2)[:300]

GERMAN = f"{COMPOUND} kostet 40 Millionen Kronen " + "und das seit Jahren " * 8 + "\n\n"
# One full stop a line, where tests/cast.py ends its sentences.
GERMAN += "\n\n".join(
    f"Das {COMPOUND} hat im Jahr {year} genau {year * 7} Kilogramm Straßenbahnhaltestellenwartehäuschen "
    f"😀👩‍👩‍👧‍👦 gekostet, siehe {ADDRESS} und {year} Fälle im Grundstücksverkehrs"
    f"genehmigungszuständigkeitsübertragungsverordnungsverfahren."
    for year in range(1990, 2010)
)
ARABIC = "قالت وزارة النقل إن عطل رافعة واحدة كلف شركات الشحن ٤٠ مليون كرونة"
ARABIC_TEXT = f"{ARABIC}\n\n" + "\n\n".join(
    f"وقالت المتحدثة باسم الميناء لينا عكاشة إن الشركة (Brink & Sons) دفعت {number} مليون كرونة في عام {2000 + number}."
    for number in range(1, 12)
)
MANY = 10_000


def fill() -> None:
    """Everything, the hardest first: the lists of addresses (screens.py) take the first of each kind."""
    checker, editor, viewer = (person(role) for role in (Role.CHECKER, Role.EDITOR, Role.VIEWER))
    german, arabic = article_of(editor, GERMAN, "de"), article_of(editor, ARABIC_TEXT, "ar")
    for area in (SettingsArea.TOPICS, SettingsArea.CHECKLIST):
        for at in range(12):
            add_listed(actor=editor, area=area, name=f"{COMPOUND} {at}", **in_list(area))
    of_the_arabic(editor, arabic)
    checked_hard(editor, checker, german)
    for state in State:
        if state != State.IN_REVIEW:
            bring(state, editor=editor, checker=checker, article=german)
    many(editor, viewer)
    published_hard(editor, checker, german)


def in_list(area: SettingsArea) -> dict[str, object]:
    return {"description": f"{COMPOUNDS}."} if area == SettingsArea.TOPICS else {"is_required": False}


def person(role: Role) -> User:
    name = f"{role.label} {NAME}"[:150]
    email, password = f"{role}@example.org", f"tide-table-{role}"
    return create_user(email=email, username=f"{role}-{COMPOUND.lower()}"[:60], name=name, role=role, password=password)


def article_of(editor: User, text: str, language: str) -> Article:
    with transaction.atomic():
        found = articles.import_article(
            actor=editor,
            title=text.partition("\n")[0].strip(),
            text=text,
            url=ADDRESS,
            publisher=f"Zeitung für {COMPOUND}",
            author=NAME,
            language=language,
        )
        # Nobody splits it: the claims below are all there are.
        found.jobs.update(state=JobState.DONE, progress=100)
    return found


def of_the_arabic(editor: User, arabic: Article) -> None:
    for at in range(3):
        claim = bring(State.TO_CHECK, editor=editor, checker=editor, article=arabic)
        claims.edit_claim(
            actor=editor,
            claim_id=claim.pk,
            version=claim.version,
            wording=ARABIC if at else "",
            speaker_name="لينا عكاشة المتحدثة باسم هيئة الميناء",
        )


def checked_hard(editor: User, checker: User, german: Article) -> None:
    """One claim being checked and one in review, with as much as their pages hold."""
    for state in (State.CHECKING, State.IN_REVIEW):
        claim = bring(State.CHECKING, editor=editor, checker=checker, article=german)
        wording = f"{claim.quote} – {COMPOUNDS} {UNBROKEN}"
        claims.edit_claim(
            actor=checker, claim_id=claim.pk, version=claim.version, wording=wording, speaker_name=LONGEST_NAME
        )
        for stance in ("supports", "contradicts", "context"):
            evidence.add_evidence(
                actor=checker,
                claim_id=claim.pk,
                url=f"{ADDRESS}&{stance}",
                title=f"{stance} {COMPOUNDS} {ARABIC}",
                publisher=LONGEST_NAME[:200],
                interest=COMPOUNDS,
                stance=stance,
                passage=f"{COMPOUNDS} 😀 {UNBROKEN}\n{ARABIC}",
                locator=f"S. {COMPOUND}"[:200],
                note=COMPOUNDS,
            )
        verdict.save_verdict(
            actor=checker,
            claim_id=claim.pk,
            version=0,
            rating=rating(),
            said="confirmed",
            summary=f"{COMPOUND} 😀 {UNBROKEN}"[:300],
            explanation=f"**{COMPOUNDS}**\n\n- {ADDRESS}\n- {ARABIC}\n\n> {UNBROKEN}",
            not_found=COMPOUNDS,
        )
        first = comment.add_comment(actor=editor, claim_id=claim.pk, body=f"{COMPOUNDS}\n{ADDRESS}\n{ARABIC} 😀")
        comment.add_comment(actor=checker, claim_id=claim.pk, body=UNBROKEN, parent=first)
        if state == State.IN_REVIEW:
            verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)


def published_hard(editor: User, checker: User, german: Article) -> None:
    """A published check of the longest name about every topic, and pages of the newsroom's own."""
    claim = bring(State.CHECKING, editor=editor, checker=checker, article=german)
    edited = claims.edit_claim(
        actor=checker, claim_id=claim.pk, version=claim.version, wording="", speaker_name=LONGEST_NAME
    )
    topics = list(Topic.objects.values_list("pk", flat=True))
    claims.set_topics(actor=editor, claim_id=claim.pk, version=edited.version, topics=topics)
    complete(checker, claim)
    draft = fresh(claim).verdict
    verdict.save_verdict(
        actor=checker,
        claim_id=claim.pk,
        version=draft.version,
        rating=draft.rating,
        summary=f"{COMPOUND} {UNBROKEN}"[:300],
        explanation=draft.explanation,
        said="confirmed",
    )
    verdict.submit_verdict(actor=checker, claim_id=claim.pk, version=fresh(claim).version)
    review.approve_revision(actor=editor, claim_id=claim.pk, revision_id=newest(claim))
    publish.publish_claim(actor=editor, claim_id=claim.pk, revision_id=newest(claim))
    for kind in PolicyKind:
        body = f"# {COMPOUNDS}\n\n{UNBROKEN} {ARABIC}\n\n- {ADDRESS}"
        save_policy(actor=editor, kind=kind, version=0, body=body, reviewed_on=None)
    edit_account(
        actor=editor, version=0, name=editor.name, time_zone="", is_on_team_page=True, team_line=COMPOUNDS[:200]
    )


def many(editor: User, viewer: User) -> None:
    """Long lists: as many articles, and claims of one of them. Beside the actions, which would take minutes."""
    text = "\n".join(f"The harbour handled {number} containers in that week." for number in range(MANY))
    big = article_of(editor, f"Ten thousand weeks\n\n{text}", "en")
    snapshot = big.current_snapshot
    speakers = Speaker.objects.bulk_create([Speaker(name=f"Speaker {number} {COMPOUND}") for number in range(400)])
    numbers, at, rows = count(), 0, []
    for line in text.splitlines():
        number = next(numbers)
        at = snapshot.text.index(line, at)
        rows.append(
            Claim(
                article=big,
                snapshot=snapshot,
                start=at,
                end=at + len(line) - 1,
                quote=line[:-1],
                speaker=speakers[number % 400],
                origin=Origin.SPLITTER,
                splitter="hard",
                kind="claim",
                score=number % 100 / 100,
                reasons=["gives a figure"],
                state=State.TO_CHECK if number % 2 else State.SUGGESTED,
                state_changed_at=timezone.now(),
            )
        )
    with transaction.atomic():
        Claim.objects.bulk_create(rows, batch_size=1000)
        first_events(kind=EventKind.SUGGEST, actor=None, claims=rows, data={"splitter": "hard"})
    with transaction.atomic():
        others = [Article(title=f"Article {number}", created_by=viewer) for number in range(MANY)]
        Article.objects.bulk_create(others, batch_size=1000)
        empty = {"sha256": hashlib.sha256(b"Nothing.").hexdigest(), "char_count": len("Nothing.")}
        Snapshot.objects.bulk_create(
            [Snapshot(article=one, number=1, text="Nothing.", created_by=viewer, **empty) for one in others],
            batch_size=1000,
        )
