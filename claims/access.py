"""Who sees what. Every read of the desk and the API starts here; readers see only published files.

Today the newsroom is open inside: every active person of it, viewers too, sees every claim. The functions exist so that
a narrower rule has one place to go, and so that an unknown and a hidden thing look alike (`DoesNotExist`, 404).
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims import workflow
from claims.models import ApiToken, Article, Claim, Event, Invitation, Job, Review, Revision, Source, Typed, User
from claims.models.job import JobQuerySet
from claims.models.numbered import Numbered
from claims.vocabulary import Action, SettingsArea, State

# PostgreSQL's bigint: a larger number from an address is simply not there, never a database error.
_LARGEST_ID = 2**63 - 1


def articles_visible_to(user: User) -> QuerySet[Article]:
    return Article.objects.all() if user.is_active else Article.objects.none()


def claims_visible_to(user: User) -> QuerySet[Claim]:
    return Claim.objects.all() if user.is_active else Claim.objects.none()


def sources_visible_to(user: User) -> QuerySet[Source]:
    return Source.objects.all() if user.is_active else Source.objects.none()


def reviews_visible_to(user: User) -> QuerySet[Review]:
    """Of a blind review that is not over, only one's own."""
    reviews = Review.objects.filter(revision__claim__in=claims_visible_to(user))
    is_newest = ~Exists(
        Revision.objects.filter(claim=OuterRef("revision__claim"), number__gt=OuterRef("revision__number"))
    )
    is_running = Q(is_newest, revision__is_blind=True, revision__claim__state=State.IN_REVIEW)
    return reviews.exclude(is_running & ~Q(reviewer=user))


def claim_events_visible_to(user: User, claim: Claim) -> Numbered[Event]:
    """What happened to the claim; of a blind review that is not over, only what one did oneself."""
    events = Event.objects.filter(claim=claim, claim__in=claims_visible_to(user))
    revision = claim.revisions.newest() if claim.state == State.IN_REVIEW else None
    if revision is None or not revision.is_blind:
        return events
    votes = Q(kind__in=[Action.APPROVE, Action.DISSENT], data__revision=revision.number)
    return events.exclude(votes & ~Q(actor=user))


def people_visible_to(user: User) -> QuerySet[User]:
    """The active people of the newsroom."""
    return User.objects.filter(is_active=True) if user.is_active else User.objects.none()


def everybody_visible_to(user: User) -> QuerySet[User]:
    """Everybody who ever was of the newsroom, for those who look after the people."""
    return User.objects.all() if workflow.may_set(user, SettingsArea.PEOPLE) else User.objects.none()


def invitations_visible_to(user: User) -> QuerySet[Invitation]:
    return Invitation.objects.all() if workflow.may_set(user, SettingsArea.PEOPLE) else Invitation.objects.none()


def tokens_visible_to(user: User) -> QuerySet[ApiToken]:
    """One's own, and for admins everybody's."""
    if not user.is_active:
        return ApiToken.objects.none()
    return ApiToken.objects.all() if workflow.may_administer(user) else ApiToken.objects.filter(owner=user)


def settings_events_visible_to(user: User) -> QuerySet[Event]:
    """What was changed in those parts of the settings that `user` may change; of what is everybody's own, theirs."""
    own = [area for area in SettingsArea if workflow.SETTINGS[area] == workflow.EVERYBODY]
    areas = [area for area in SettingsArea if area not in own and workflow.may_set(user, area)]
    theirs = Q(area__in=own, data__subject=f"person {user.pk}")
    return Event.objects.filter(Q(area__in=areas) | theirs) if user.is_active else Event.objects.none()


def typed_visible_to(user: User) -> QuerySet[Typed]:
    """What this person typed and has not saved; nobody sees anybody else's."""
    return Typed.objects.filter(person=user) if user.is_active else Typed.objects.none()


def jobs_visible_to(user: User) -> JobQuerySet:
    # A preview's result may be megabytes: who wants it asks for it with .defer(None).
    return Job.objects.defer("result") if user.is_active else Job.objects.none()


def get_article_for(user: User, ref: int) -> Article:
    """The article, or Article.DoesNotExist."""
    return articles_visible_to(user).get(pk=_known(ref))


def get_claim_for(user: User, ref: int) -> Claim:
    """The claim with its article, speaker and checker, or Claim.DoesNotExist."""
    return claims_visible_to(user).select_related("article", "snapshot", "speaker", "checker").get(pk=_known(ref))


def _known(ref: int) -> int:
    return ref if 0 < ref <= _LARGEST_ID else 0
