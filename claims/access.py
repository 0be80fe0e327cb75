"""Who sees what. Every read of the desk and the API starts here; readers see only published files.

Today the newsroom is open inside: every active person of it, viewers too, sees every claim. The functions exist so that
a narrower rule has one place to go, and so that an unknown and a hidden thing look alike (`DoesNotExist`, 404).
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims import rights, workflow
from claims.models import (
    ApiToken,
    Article,
    Claim,
    Event,
    Invitation,
    Job,
    Notification,
    Review,
    ReviewPoint,
    Revision,
    SavedView,
    Source,
    Submission,
    Typed,
    User,
)
from claims.models.job import JobQuerySet
from claims.models.notification import NotificationQuerySet
from claims.models.numbered import Numbered
from claims.vocabulary import Action, SettingsArea, State

# The subject of what is done to the newsroom's saved views; of one's own, it is oneself.
SHARED_VIEWS = "shared views"


def articles_visible_to(user: User) -> QuerySet[Article]:
    return Article.objects.all() if user.is_active else Article.objects.none()


def claims_visible_to(user: User) -> QuerySet[Claim]:
    return Claim.objects.all() if user.is_active else Claim.objects.none()


def sources_visible_to(user: User) -> QuerySet[Source]:
    return Source.objects.all() if user.is_active else Source.objects.none()


def submissions_visible_to(user: User) -> QuerySet[Submission]:
    """What readers sent in. Who sent it is for fewer: `rights.may_decide_submissions`."""
    return Submission.objects.all() if rights.may_look_at_submissions(user) else Submission.objects.none()


def get_submission_for(user: User, ref: int) -> Submission:
    """What a reader sent in, with its claim, or Submission.DoesNotExist."""
    return submissions_visible_to(user).select_related("claim").get(pk=ref)


def reviews_visible_to(user: User) -> QuerySet[Review]:
    """Of a blind review that is not over, only one's own."""
    reviews = Review.objects.filter(revision__claim__in=claims_visible_to(user))
    is_newest = ~Exists(
        Revision.objects.filter(claim=OuterRef("revision__claim"), number__gt=OuterRef("revision__number"))
    )
    is_running = Q(is_newest, revision__is_blind=True, revision__claim__state=State.IN_REVIEW)
    return reviews.exclude(is_running & ~Q(reviewer=user))


def get_point_for(user: User, ref: int) -> ReviewPoint:
    """The point of a review, or ReviewPoint.DoesNotExist."""
    points = ReviewPoint.objects.filter(review__in=reviews_visible_to(user))
    return points.select_related("review__revision").get(pk=ref)


def claim_events_visible_to(user: User, claim: Claim) -> Numbered[Event]:
    """What happened to the claim; of a blind review that is not over, only what one did oneself."""
    events = Event.objects.filter(claim=claim, claim__in=claims_visible_to(user))
    revision = _hidden_votes(claim)
    if revision is None:
        return events
    votes = Q(kind__in=_VOTES, data__revision=revision.number)
    return events.exclude(votes & ~Q(actor=user))


def people_who_see(people: QuerySet[User], event: Event) -> QuerySet[User]:
    """Those of `people` who are shown what the event is about, and the event."""
    if event.submission_id is not None:
        return people.filter(is_active=True, role__in=rights.LOOKERS)
    if event.claim is None:
        return people.filter(is_active=True)
    if event.kind in _VOTES and _hidden_votes(event.claim) is not None:
        return people.none()  # Nobody but the voter, who knows.
    return people_who_see_claim(people, event.claim)


def people_who_see_claim(people: QuerySet[User], claim: Claim) -> QuerySet[User]:
    """Those of `people` of whose `claims_visible_to` the claim is one."""
    return people.filter(is_active=True)


def notifications_visible_to(user: User) -> NotificationQuerySet:
    """One's own, of what one may see."""
    if not user.is_active:
        return Notification.objects.none()
    return Notification.objects.filter(person_id=user.pk)


def people_visible_to(user: User) -> QuerySet[User]:
    """The active people of the newsroom."""
    return User.objects.filter(is_active=True) if user.is_active else User.objects.none()


def everybody_visible_to(user: User) -> QuerySet[User]:
    """Everybody who ever was of the newsroom, for those who look after the people."""
    return User.objects.all() if rights.may_set(user, SettingsArea.PEOPLE) else User.objects.none()


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.all() if rights.may_set(user, SettingsArea.PEOPLE) else Invitation.objects.none()


def tokens_visible_to(user: User) -> QuerySet[ApiToken]:
    """One's own, and for admins everybody's."""
    if not user.is_active:
        return ApiToken.objects.none()
    return ApiToken.objects.all() if workflow.may_administer(user) else ApiToken.objects.filter(owner=user)


def saved_views_visible_to(user: User) -> QuerySet[SavedView]:
    """One's own, and the newsroom's."""
    views = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True))
    return views if user.is_active else views.none()


def settings_events_visible_to(user: User) -> QuerySet[Event]:
    """What was changed in those parts of the settings that `user` may change; of what is everybody's own, theirs
    and the newsroom's."""
    own = [area for area in SettingsArea if rights.SETTINGS[area] == rights.EVERYBODY]
    areas = [area for area in SettingsArea if area not in own and rights.may_set(user, area)]
    theirs = Q(area__in=own, data__subject__in=[f"person {user.pk}", SHARED_VIEWS])
    return Event.objects.filter(Q(area__in=areas) | theirs) if user.is_active else Event.objects.none()


def typed_visible_to(user: User) -> QuerySet[Typed]:
    """What this person typed and has not saved; nobody sees anybody else's."""
    return Typed.objects.filter(person=user) if user.is_active else Typed.objects.none()


def jobs_visible_to(user: User) -> JobQuerySet:
    # A preview's result may be megabytes: who wants it asks for it with .defer(None).
    return Job.objects.defer("result") if user.is_active else Job.objects.none()


def get_article_for(user: User, ref: int) -> Article:
    """The article, or Article.DoesNotExist."""
    return articles_visible_to(user).get(pk=ref)


def get_claim_for(user: User, ref: int) -> Claim:
    """The claim with its article, speaker, checker and reviewer, or Claim.DoesNotExist."""
    return claims_visible_to(user).select_related("article", "snapshot", "speaker", "checker", "reviewer").get(pk=ref)


_VOTES = (Action.APPROVE, Action.DISSENT)


def _hidden_votes(claim: Claim) -> Revision | None:
    """The revision whose votes nobody but the voter sees yet: that of a blind review which is not over."""
    revision = claim.revisions.newest() if claim.state == State.IN_REVIEW else None
    return revision if revision is not None and revision.is_blind else None
