"""Loads the sample newsroom through the actions: every claim gets where it stands by the way a real one would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.actions.article import import_article
from claims.actions.claim import (
    accept_claim,
    add_claim,
    assign_claim,
    dismiss_claim,
    edit_claim,
    prioritise_claim,
    set_topics,
    start_checking,
)
from claims.actions.comment import add_comment, resolve_comment
from claims.actions.evidence import add_evidence
from claims.actions.jobs import claim_job
from claims.actions.listed import add_listed
from claims.actions.newsroom import edit_newsroom, save_policy
from claims.actions.notification import read_all
from claims.actions.people import create_user, edit_account
from claims.actions.publish import publish_claim, publish_correction, start_correction, withdraw_claim
from claims.actions.reply import add_reply
from claims.actions.review import approve_revision, request_changes
from claims.actions.speaker import edit_speaker
from claims.actions.splitting import run_split
from claims.actions.verdict import save_verdict, submit_verdict
from claims.models import Article, Claim, Newsroom, Rating, Revision, Speaker, Topic, User, Verdict
from claims.sample.accounts import accounts, shown_accounts
from claims.sample.lists import CHECKLIST, ORGANISATIONS, POLICIES, SPEAKERS, TEAM, TOPICS
from claims.sample.readers import load_readers
from claims.sample.reading import (
    SampleClaim,
    SampleComment,
    SampleCorrection,
    SampleDraft,
    SampleEvidence,
    Story,
    stories,
)
from claims.vocabulary import Decision, JobKind, Priority, Role, SettingsArea, SpeakerKind, State

COVERED = "Covered by a claim that we marked by hand."

# How many notifications each person has not read yet.
UNREAD = 5

_PUBLIC = (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)
_NOT_STARTED = (State.SUGGESTED, State.DISMISSED, State.TO_CHECK, State.ASSIGNED)


class SampleRefused(Exception):
    """The sample newsroom was not loaded, and nothing was written. `str(error)` says what to do."""


@dataclass(frozen=True)
class Loaded:
    """How much was loaded: counts of rows."""

    people: int
    articles: int
    claims: int


def require_embedded() -> None:
    """Raises SampleRefused outside the embedded default."""
    if not settings.EMBEDDED:
        raise SampleRefused(
            _("The sample newsroom has known passwords: it is loaded only while DATABASE_URL is not set.")
        )


def is_empty() -> bool:
    """Whether the database has neither a person nor an article."""
    return not User.objects.exists() and not Article.objects.exists()


def accounts_text() -> str:
    """The sample accounts that can sign in here, one a line with its password; empty when there are none."""
    active = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    here = [account for account in shown_accounts() if account.email in active]
    return "\n".join(f"{Role(account.role).label:<8} {account.email:<20} {account.password}" for account in here)


def load_sample(*, today: date | None = None) -> Loaded:
    """Load people, stories and claims, all or nothing. Due dates are counted from `today`.

    Raises SampleRefused outside the embedded default, and when the database is not empty.
    """
    require_embedded()
    with transaction.atomic():
        Newsroom.objects.select_for_update().get(id=1)  # Two loads at once: the second waits, then finds the first.
        if not is_empty():
            raise SampleRefused(
                _("There are people or articles already. The sample newsroom goes into an empty database only.")
            )
        edit_newsroom(
            actor=None,
            name="Estmere Fact Desk",
            tagline="We check what is said in public, and show how.",
            contact_email="desk@example.org",
            postal_address="Estmere Fact Desk\n3 Harbour Steps\nHarrowmouth",
        )
        people = {
            account.username: create_user(
                email=account.email,
                username=account.username,
                name=account.name,
                role=Role(account.role),
                password=account.password,
            )
            for account in accounts()
        }
        _add_lists(people["ingrid"])
        _say_who_we_are(people, today or timezone.localdate())
        desk = _Desk(people, today or timezone.localdate())
        for story in stories():
            desk.load(story)
        load_readers(people["ingrid"])
        for person in people.values():
            _read_the_older(person)
        return Loaded(people=len(people), articles=Article.objects.count(), claims=Claim.objects.count())


def _add_lists(editor: User) -> None:
    for name, description in TOPICS.items():
        add_listed(actor=editor, area=SettingsArea.TOPICS, name=name, description=description)
    for name, description in CHECKLIST.items():
        add_listed(actor=editor, area=SettingsArea.CHECKLIST, name=name, description=description, is_required=False)


def _say_who_we_are(people: dict[str, User], today: date) -> None:
    for kind, body in POLICIES.items():
        save_policy(actor=people["ingrid"], kind=kind, version=0, body=body, reviewed_on=today - timedelta(days=40))
    for handle, line in TEAM.items():
        one = people[handle]
        edit_account(actor=one, version=0, name=one.name, time_zone="", is_on_team_page=True, team_line=line)


def _read_the_older(person: User) -> None:
    """Nobody begins the day with all that ever happened unread."""
    ids = person.notifications.order_by("-pk").values_list("pk", flat=True)
    if older := ids[UNREAD : UNREAD + 1]:
        read_all(actor=person, until=older[0])


class _Desk:
    """The people of the newsroom at work."""

    def __init__(self, people: dict[str, User], today: date) -> None:
        self.people = people
        self.today = today
        self.wanted: set[str] = set()  # The quotes of the story at hand.
        self.topics = {topic.name: topic.pk for topic in Topic.objects.all()}
        self.ratings = {rating.label: rating for rating in Rating.objects.filter(scale__is_current=True)}

    def load(self, story: Story) -> None:
        article = import_article(
            actor=self.people["ingrid"],
            title=story.title,
            text=story.text,
            url=story.url,
            publisher=story.publisher,
            author=story.author,
            published_on=story.published_on,
            language=story.language,
        )
        self._split(article)
        self._say_who_they_are()
        self.wanted = {sample.quote for sample in story.claims}
        for sample in story.claims:
            claim = self._find_or_add(article, sample)
            _Walk(self, claim.pk, sample).run()

    def _split(self, article: Article) -> None:
        """Run the article's own splitting job, as a worker would. An error ends the load."""
        job = claim_job(article.jobs.get(kind=JobKind.SPLIT_ARTICLE).pk)
        if job is None:
            raise RuntimeError(f"the splitting job of article {article.pk} is not free")
        run_split(job)

    def _say_who_they_are(self) -> None:
        """Before anything of theirs is published, so that the first readers are told, too."""
        for speaker in Speaker.objects.filter(name__in=SPEAKERS, description=""):
            edit_speaker(
                actor=self.people["ingrid"],
                speaker_id=speaker.pk,
                version=0,
                name=speaker.name,
                description=SPEAKERS[speaker.name],
                affiliation=speaker.affiliation,
                kind=SpeakerKind.ORGANISATION if speaker.name in ORGANISATIONS else SpeakerKind.PERSON,
            )

    def _find_or_add(self, article: Article, sample: SampleClaim) -> Claim:
        """The claim that the splitter found at the quote, else one marked by a person there."""
        start = article.current_snapshot.text.index(sample.quote)
        end = start + len(sample.quote)
        found = Claim.objects.filter(article=article, start=start, end=end).first()
        if found is not None:
            return found
        self._dismiss_overlapping(article, start, end)
        # What an editor marks is accepted at once; a suggestion comes from a checker.
        marked_by = "amara" if sample.state == State.SUGGESTED else sample.editor
        claim = add_claim(actor=self.people[marked_by], article=article, start=start, end=end)
        return edit_claim(
            actor=self.people[sample.editor],
            claim_id=claim.pk,
            version=claim.version,
            wording="",
            speaker_name=sample.speaker,
        )

    def _dismiss_overlapping(self, article: Article, start: int, end: int) -> None:
        """An editor who marks a passage anew puts away the splitter's suggestions across it."""
        for claim in Claim.objects.filter(article=article, is_touched=False, start__lt=end, end__gt=start):
            if claim.quote not in self.wanted:
                dismiss_claim(actor=self.people["ingrid"], claim_id=claim.pk, version=claim.version, reason=COVERED)


class _Walk:
    """Takes one claim to the state that its sample names."""

    def __init__(self, desk: _Desk, claim_id: int, sample: SampleClaim) -> None:
        self.desk = desk
        self.claim_id = claim_id
        self.sample = sample
        self.editor = desk.people[sample.editor]

    def run(self) -> None:
        sample = self.sample
        if sample.state == State.DISMISSED:
            dismiss_claim(actor=self.editor, reason=sample.dismissed_reason, **self._seen())
        elif sample.state != State.SUGGESTED:
            self._triage()
            self._ask(is_late=False)
            if sample.state not in _NOT_STARTED:
                self._check()
        self._ask(is_late=True)
        for comment in sample.comments:
            self._comment(comment)
        claim = self._claim()
        if claim.state != sample.state:
            raise RuntimeError(f"“{sample.quote}” ended as {claim.state}, not as {sample.state}")

    def _triage(self) -> None:
        sample, claim = self.sample, self._claim()
        if claim.state == State.SUGGESTED:
            accept_claim(actor=self.editor, **self._seen())
        speaker = claim.speaker.name if claim.speaker else ""
        if (sample.wording, sample.speaker) != (claim.wording, speaker):
            edit_claim(actor=self.editor, wording=sample.wording, speaker_name=sample.speaker, **self._seen())
        if sample.topics:
            topics = [self.desk.topics[name] for name in sample.topics]
            set_topics(actor=self.editor, topics=topics, **self._seen())
        priority = Priority[sample.priority.upper()]
        due_on = self._day(sample.due_in_days)
        if sample.checker:
            checker = self.desk.people[sample.checker]
            assign_claim(actor=self.editor, checker=checker, due_on=due_on, priority=priority, **self._seen())
        elif due_on or priority != Priority.NORMAL:
            prioritise_claim(actor=self.editor, priority=priority, due_on=due_on, **self._seen())

    def _check(self) -> None:
        sample = self.sample
        checker = self._checker()
        start_checking(actor=checker, **self._seen())
        for evidence in sample.evidence:
            self._add(evidence)
        goes_to_review = sample.state != State.CHECKING or sample.correction is not None
        for number, draft in enumerate(sample.drafts):
            if number:
                start_checking(actor=checker, **self._seen())
            self._save(draft)
            if goes_to_review:
                self._submit_and_review(draft)
        if sample.state in _PUBLIC or sample.correction:
            publish_claim(actor=self.editor, claim_id=self.claim_id, revision_id=self._revision_id())
        if sample.correction:
            self._correct(sample.correction)
        if sample.withdrawal:
            person = self.desk.people[sample.withdrawal.by]
            withdraw_claim(actor=person, reason=sample.withdrawal.reason, **self._seen())

    def _correct(self, correction: SampleCorrection) -> None:
        person = self.desk.people[correction.by]
        start_correction(actor=person, reason=correction.start_reason, **self._seen())
        if self.sample.due_in_days is not None:  # A correction has a due date of its own.
            due_on = self.desk.today + timedelta(days=self.sample.due_in_days)
            priority = Priority[self.sample.priority.upper()]
            prioritise_claim(actor=self.editor, priority=priority, due_on=due_on, **self._seen())
        for evidence in correction.evidence:
            self._add(evidence)
        if correction.draft:
            self._save(correction.draft)
            self._submit_and_review(correction.draft)
            publish_correction(
                actor=person,
                claim_id=self.claim_id,
                revision_id=self._revision_id(),
                change_class=correction.change,
                reason=correction.reason,
            )

    def _save(self, draft: SampleDraft) -> None:
        saved = Verdict.objects.filter(claim=self.claim_id).first()
        save_verdict(
            actor=self._checker(),
            claim_id=self.claim_id,
            version=saved.version if saved else 0,
            rating=self.desk.ratings[draft.rating] if draft.rating else None,
            summary=draft.summary,
            explanation=draft.explanation,
            not_found=draft.not_found,
            # A correction says what it changes of this.
            said=draft.said or None,
            said_note=draft.said_note or None,
            why_not_asked=draft.why_not_asked or None,
            media=draft.media,
        )

    def _submit_and_review(self, draft: SampleDraft) -> None:
        revision = submit_verdict(actor=self._checker(), **self._seen())
        review = draft.review
        if review is None:
            return
        decide = approve_revision if review.decision == Decision.APPROVED else request_changes
        decide(
            actor=self.desk.people[review.by],
            claim_id=self.claim_id,
            revision_id=revision.pk,
            comment=review.comment,
        )

    def _add(self, evidence: SampleEvidence) -> None:
        add_evidence(actor=self._checker(), claim_id=self.claim_id, **vars(evidence))

    def _ask(self, *, is_late: bool) -> None:
        for reply in self.sample.replies:
            if reply.is_late == is_late:
                add_reply(
                    actor=self.desk.people[self.sample.checker] if self.sample.checker else self.editor,
                    claim_id=self.claim_id,
                    person=reply.person,
                    office=reply.office,
                    way=reply.way,
                    status=reply.status,
                    asked_on=reply.asked_on or self.desk.today - timedelta(days=reply.asked_days_ago),
                    due_on=reply.due_on or self._day(reply.due_in_days),
                    answered_on=reply.answered_on,
                    answer=reply.answer.strip(),
                    quotable=reply.quotable.strip(),
                    note=reply.note,
                )

    def _day(self, days: int | None) -> date | None:
        return None if days is None else self.desk.today + timedelta(days=days)

    def _comment(self, sample: SampleComment) -> None:
        people = self.desk.people
        comment = add_comment(actor=people[sample.by], claim_id=self.claim_id, body=sample.body)
        for reply in sample.replies:
            add_comment(actor=people[reply.by], claim_id=self.claim_id, body=reply.body, parent=comment)
        if sample.resolved_by:
            resolve_comment(actor=people[sample.resolved_by], comment_id=comment.pk)

    def _checker(self) -> User:
        return self.desk.people[self.sample.checker]

    def _claim(self) -> Claim:
        return Claim.objects.select_related("speaker").get(pk=self.claim_id)

    def _seen(self) -> dict[str, int]:
        """The claim as a person sees it at this moment."""
        return {"claim_id": self.claim_id, "version": self._claim().version}

    def _revision_id(self) -> int:
        return Revision.objects.filter(claim=self.claim_id).order_by("-number").values_list("pk", flat=True)[0]
