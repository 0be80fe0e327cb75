"""Fields, constraints and querysets. Rules about people and states are in workflow.py, writing is in actions/."""

from claims.models.article import Article, Snapshot
from claims.models.claim import Claim, Speaker
from claims.models.comment import Comment, Mention
from claims.models.event import Event
from claims.models.evidence import Capture, Evidence, Source
from claims.models.job import Job
from claims.models.listed import ChecklistItem, Topic
from claims.models.notification import Notification
from claims.models.people import ApiToken, Invitation, Newsroom, User
from claims.models.policy import PolicyPage
from claims.models.public_site import Address, Placement, PublicList, SiteBuild, Tally
from claims.models.public_words import PublicWords
from claims.models.rating import Rating, RatingScale
from claims.models.reply import Reply
from claims.models.review import Look, ReviewPoint
from claims.models.saved_view import SavedView
from claims.models.schedule import Schedule
from claims.models.submission import Mailbox, Submission
from claims.models.typed import Typed
from claims.models.verdict import PublicRevision, Review, Revision, Verdict

__all__ = [
    "Address",
    "ApiToken",
    "Article",
    "Capture",
    "ChecklistItem",
    "Claim",
    "Comment",
    "Event",
    "Evidence",
    "Invitation",
    "Job",
    "Look",
    "Mailbox",
    "Mention",
    "Newsroom",
    "Notification",
    "Placement",
    "PolicyPage",
    "PublicList",
    "PublicRevision",
    "PublicWords",
    "Rating",
    "RatingScale",
    "Reply",
    "Review",
    "ReviewPoint",
    "Revision",
    "SavedView",
    "Schedule",
    "SiteBuild",
    "Snapshot",
    "Source",
    "Speaker",
    "Submission",
    "Tally",
    "Topic",
    "Typed",
    "User",
    "Verdict",
]
