"""Every enumeration of the domain. No rules here, and no imports from the project."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a person is in the newsroom. Rights are in workflow.py and access.py."""

    VIEWER = "viewer", _("Viewer")
    CHECKER = "checker", pgettext_lazy("a role", "Checker")
    EDITOR = "editor", _("Editor")
    ADMIN = "admin", _("Admin")


class State(TextChoices):
    """Where the work on a claim stands. What was found is the verdict's rating, never the state."""

    SUGGESTED = "suggested", _("Suggested")
    DISMISSED = "dismissed", _("Dismissed")
    TO_CHECK = "to_check", _("To check")
    ASSIGNED = "assigned", _("Assigned")
    CHECKING = "checking", _("Checking")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Action(TextChoices):
    """What a person can do to a claim. The table in workflow.py says who may, and when."""

    ACCEPT = "accept", _("Accept for checking")
    DISMISS = "dismiss", _("Dismiss")
    REOPEN = "reopen", _("Reopen")
    ASSIGN = "assign", _("Assign")
    TAKE = "take", _("Take this claim")
    HAND_BACK = "hand_back", _("Hand back")
    START = "start", _("Start checking")
    SUBMIT = "submit", _("Send to review")
    RECALL = "recall", _("Take back from review")
    ASK_REVIEWER = "ask_reviewer", _("Ask for a review by")
    APPROVE = "approve", _("Approve")
    DISSENT = "dissent", _("Record a dissent")
    REQUEST_CHANGES = "request_changes", _("Ask for changes")
    PUBLISH = "publish", _("Publish")
    SCHEDULE = "schedule", _("Publish later")
    UNSCHEDULE = "unschedule", _("Do not publish later")
    START_CORRECTION = "start_correction", _("Start a correction")
    CANCEL_CORRECTION = "cancel_correction", _("Cancel the correction")
    PUBLISH_CORRECTION = "publish_correction", _("Publish the correction")
    WITHDRAW = "withdraw", _("Withdraw")
    # These leave the state as it is.
    CHANGE_ADDRESS = "change_address", _("Change the address")
    EDIT_CLAIM = "edit_claim", _("Edit the claim")
    PRIORITISE = "prioritise", _("Set priority and due date")
    SET_TOPICS = "set_topics", _("Set the topics")
    EDIT_EVIDENCE = "edit_evidence", _("Edit sources and evidence")
    EDIT_VERDICT = "edit_verdict", _("Write the verdict")
    EDIT_REPLIES = "edit_replies", _("Record who was asked and what they answered")
    COMMENT = "comment", _("Comment")
    ANSWER_POINT = "answer_point", _("Answer what was asked for")
    # What a claim is, before anybody checks it.
    CHANGE_BORDERS = "change_borders", _("Change its borders")
    SPLIT_CLAIM = "split_claim", _("Split it in two")
    MERGE = "merge", _("Merge it with another")
    MARK_REPEAT = "mark_repeat", _("Mark as a repeat")
    UNDO = "undo", _("Undo the last step")


class EventKind(TextChoices):
    """What happens to articles and claims besides the actions of the table, which are kinds of events themselves."""

    IMPORT = "import", _("Brought in")  # An article.
    EDIT = "edit", _("Details corrected")  # An article.
    SPLIT = "split", _("Looked through for claims")  # An article.
    RESPLIT = "resplit", _("Compared with a new split")  # An article.
    SUGGEST = "suggest", _("Suggested by the splitter")  # A claim.
    UNSUGGEST = "unsuggest", _("No longer suggested by the splitter")  # A claim.
    DESCRIBE = "describe", _("Described anew by the splitter")  # A claim.
    ADD = "add", _("Marked by a person")  # A claim.
    MISS_SCHEDULE = "miss_schedule", _("Could not be published at its time")  # A claim.
    GIVE_UP = "give_up", _("Background work given up")  # An article.
    EDIT_SOURCE = "edit_source", _("Source corrected")  # A source.
    COMPLETE_SOURCE = "complete_source", _("Source completed")  # A source: what was not said of it before.


class MediaKind(TextChoices):
    """What a claim about media is about."""

    IMAGE = "image", _("A picture")
    VIDEO = "video", _("A video")
    AUDIO = "audio", _("A sound recording")


class MediaCategory(TextChoices):
    """What was found of a picture or recording: the values of schema.org's mediaAuthenticityCategory."""

    ORIGINAL = "OriginalMediaContent", _("It is real, and shown as what it is")
    DECONTEXTUALIZED = "DecontextualizedContent", _("It is real, and shown as something it is not")
    EDITED = "EditedOrCroppedContent", _("It was cut or cropped so that it says something else")
    TRANSFORMED = "TransformedContent", _("Something in it was changed, put in, taken out or made by a machine")
    STAGED = "StagedContent", _("It was staged to deceive")
    SATIRE = "SatireOrParodyContent", _("It is satire or parody")


class SubmissionKind(TextChoices):
    """What readers can send in."""

    CLAIM = "claim", _("Claim to check")
    CHALLENGE = "challenge", _("Challenge of a check")


class SubmissionState(TextChoices):
    """Where what a reader sent in stands. What the reader is told of it is in claims/public/receipts.py."""

    RECEIVED = "received", _("Received")
    LOOKED_AT = "looked_at", _("Being looked at")
    TAKEN_UP = "taken_up", _("Taken up")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    SPAM = "spam", _("Spam")


class SubmissionStep(TextChoices):
    """What happens to what a reader sent in: the kinds of its events. The table in rights.py says who may, and when."""

    SEND = "reader_send", _("Claim sent in")  # By the reader.
    CHALLENGE = "reader_challenge", _("Check challenged")  # By the reader.
    LOOK = "reader_look", _("Start looking at it")
    TAKE_UP = "reader_take_up", _("Take up as a new claim")
    ATTACH = "reader_attach", _("Attach to a claim")
    CORRECT = "reader_correct", _("Start a correction")
    ANSWER = "reader_answer", _("Answer")
    DECLINE = "reader_decline", _("Decline")
    SPAM = "reader_spam", _("Mark as spam")
    REOPEN = "reader_reopen", _("Reopen")
    FORGET = "reader_forget", _("Remove name and e-mail")
    NOT_ME = "reader_not_me", _("Called not theirs")  # By whoever has the receipt's address.


class NotificationKind(TextChoices):
    """What a person can be told of. Who is told of what is in delivery/told.py; here in the order of the settings."""

    ASSIGNED = "assigned", _("A claim is assigned to me")
    TAKEN = "taken", _("A claim of mine is given to somebody else, or dismissed")
    HANDED_BACK = "handed_back", _("A claim that I assigned is handed back")
    DUE = "due", _("A claim of mine is due today or tomorrow")
    OVERDUE = "overdue", _("A claim of mine is overdue")
    ASKED = "asked", _("Somebody asks me for a review")
    REVIEW = "review", _("A verdict waits for a review that I may give")
    CHANGES = "changes", _("Changes to a verdict of mine are asked for")
    DECIDED = "decided", _("A verdict of mine is approved, or somebody disagrees")
    PUBLISHED = "published", _("A verdict of mine is published, corrected or withdrawn")
    MENTIONED = "mentioned", _("Somebody mentions me")
    ANSWERED = "answered", _("Somebody answers where I have commented")
    COMMENTED = "commented", _("Somebody comments on a claim of mine")
    REPLIED = "replied", _("Somebody records a reply to a claim of mine")
    FAILED = "failed", _("Work on an article of mine fails for good")
    MISSED = "missed", _("A verdict that I scheduled, or wrote, could not be published at its time")
    READERS = "readers", _("A reader sends in a claim or challenges a check")


class How(TextChoices):
    """How a person is told. What goes by mail is in the product, too."""

    OFF = "off", _("Not at all")
    DESK = "desk", _("In the product")
    AT_ONCE = "at_once", _("By mail at once")
    DIGEST = "digest", _("By mail once a day")


class SettingsArea(TextChoices):
    """What can be set. Each area has a page and a history; who may is in workflow.py."""

    PEOPLE = "people", _("People and roles")
    SCALES = "scales", _("Rating scales")
    TOPICS = "topics", _("Topics")
    SPEAKERS = "speakers", _("Speakers")
    CHECKLIST = "checklist", _("Review checklist")
    REVIEW = "review", _("Review rules")
    IDENTITY = "identity", _("Publication")
    POLICIES = "policies", _("Policy pages")
    VIEWS = "views", _("Saved views")
    TOKENS = "tokens", _("API tokens")
    NOTIFICATIONS = "notifications", _("Notifications")
    ACCOUNT = "account", _("My account")


class PolicyKind(TextChoices):
    """The pages on which a newsroom says who it is and how it works, as the codes of principles ask."""

    ABOUT = "about", _("About us")
    CONTACT = "contact", _("Contact")
    OWNERSHIP = "ownership", _("Ownership and funding")
    SELECTION = "selection", _("How claims are selected")
    METHODOLOGY = "methodology", _("Methodology")
    CORRECTIONS = "corrections", _("Corrections policy")


class NamesShown(TextChoices):
    """What readers are told of who wrote and who approved a check."""

    NAMES = "names", _("Their names")
    ROLES = "roles", _("What they did, without names")
    NONE = "none", _("Nothing")


class Reuse(TextChoices):
    """How much of an article's text the newsroom may show to readers."""

    QUOTE = "quote", _("Somebody else’s: only the quoted claims, with a little of the text around them")
    OWN = "own", _("Our own: the full text")
    LICENSED = "licensed", _("Licensed to us: the full text, with the line below")


class SettingsStep(TextChoices):
    """What was done to a setting: the kinds of the events of settings."""

    ADD = "add", _("Added")
    CHANGE = "change", _("Changed")
    REMOVE = "remove", _("Taken out of use")
    RESTORE = "restore", _("Put back into use")
    MOVE = "move", _("Moved")
    USE = "use", _("Made the current one")
    REVOKE = "revoke", _("Revoked")
    INVITE = "invite", _("Invited")
    INVITE_AGAIN = "invite_again", _("Invited again")
    WITHDRAW_INVITATION = "withdraw_invitation", _("Invitation withdrawn")
    JOIN = "join", _("Joined")
    CHANGE_ROLE = "change_role", _("Role changed")
    DEACTIVATE = "deactivate", _("Deactivated")
    REACTIVATE = "reactivate", _("Reactivated")
    SIGN_OUT = "sign_out", _("Signed out everywhere")


class AddressKind(TextChoices):
    """What has an address of its own on the readers' site."""

    CHECK = "check", _("Check")
    TOPIC = "topic", _("Topic")
    SPEAKER = "speaker", _("Speaker")
    ARTICLE = "article", _("Article")


class Priority(IntegerChoices):
    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    URGENT = 4, _("Urgent")


class Origin(TextChoices):
    """Who put a claim on the list."""

    SPLITTER = "splitter", _("Found by the splitter")
    PERSON = "person", _("Marked by a person")


class ClaimKind(TextChoices):
    """What the splitter takes a passage for. Only the first is meant to be checked; the others are shown quietly."""

    CLAIM = "claim", _("Claim")
    OPINION = "opinion", _("Opinion")
    PREDICTION = "prediction", _("Prediction")
    QUESTION = "question", _("Question")
    SPEECH_ACT = "speech_act", _("Report of speech")
    REPEAT = "repeat", _("Repeat")
    CAPTION = "caption", _("Caption")
    FRAGMENT = "fragment", _("Fragment")
    INSULT = "insult", _("Insult")
    BOILERPLATE = "boilerplate", _("Boilerplate")


class SpeakerKind(TextChoices):
    """What a speaker is. Nobody guesses: until a person has said it, it is not known, and readers are not told."""

    UNKNOWN = "unknown", _("Not known")
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class Tone(TextChoices):
    """The colour a rating is drawn in; the stylesheets have one token for each."""

    FALSE = "false", _("False")
    MOSTLY_FALSE = "mostly-false", _("Mostly false")
    MIXED = "mixed", _("Mixed")
    MOSTLY_TRUE = "mostly-true", _("Mostly true")
    TRUE = "true", _("True")
    NONE = "none", _("None")


class Stance(TextChoices):
    """What a piece of evidence says of the claim."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    CONTEXT = "context", _("Context")


class Question(TextChoices):
    """The two questions about a claim. Evidence answers one of them."""

    SAID = "said", _("Was it said?")
    TRUE = "true", _("Is it true?")


class Said(TextChoices):
    """Whether the speaker really said it, as quoted: the first question, and no part of the rating."""

    NOT_CHECKED = "", _("Not checked yet")
    CONFIRMED = "confirmed", _("Yes, as quoted")
    DIFFERENTLY = "differently", _("Yes, but differently")
    NOT_FOUND = "not_found", _("Not found")
    NOT_SAID = "not_said", _("No, it was not said")


class ReplyWay(TextChoices):
    """How somebody was asked for a reply."""

    MAIL = "mail", _("by e-mail")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")
    FORM = "form", _("through a form")
    IN_PERSON = "in_person", _("in person")
    SOCIAL_MEDIA = "social_media", _("on social media")


class ReplyStatus(TextChoices):
    """What came of asking."""

    OPEN = "open", _("No answer yet")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined to answer")
    UNANSWERED = "unanswered", _("No answer by the deadline")


class RatingKind(TextChoices):
    """Whether a rating is a place on the true-false axis. Off the axis it has no number, never the middle."""

    ON_AXIS = "on_axis", _("On the true-false axis")
    OFF_AXIS = "off_axis", _("Off the true-false axis")


class Decision(TextChoices):
    """What a reviewer said of one exact revision."""

    APPROVED = "approved", _("Approved")
    DISSENTED = "dissented", _("Disagrees")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")


class RevisionPart(TextChoices):
    """What a point of a review is about."""

    SAID = "said", _("Was it said?")
    RATING = "rating", _("Rating")
    WORDING = "wording", _("Wording")
    SUMMARY = "summary", _("Summary")
    EXPLANATION = "explanation", _("Explanation")
    NOT_FOUND = "not_found", _("What could not be found out")
    EVIDENCE = "evidence", _("Evidence")
    REPLY = "reply", _("Right of reply")
    OTHER = "other", _("Something else")


class ChangeClass(TextChoices):
    """What kind of change a public revision is to the one before it."""

    FIRST = "first", _("First published")
    TYPO = "typo", _("Typo")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    RATING_CHANGED = "rating_changed", _("Rating changed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Scope(TextChoices):
    """What an API token may do, within what its owner may."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")


class JobKind(TextChoices):
    SPLIT_ARTICLE = "split_article", _("Find the claims of an article")
    PREVIEW_SPLIT = "preview_split", _("Work out what a new split would change")
    PUBLISH_CLAIM = "publish_claim", _("Write a verdict page")
    PUBLISH_SITE = "publish_site", _("Write the whole public site")
    PURGE = "purge", _("Tell the CDN which pages are new")
    PUBLISH_PAGES = "publish_pages", _("Write the pages about the newsroom, topics and speakers")
    SEND_INVITATION = "send_invitation", _("Mail an invitation")
    SEND_NOTIFICATIONS = "send_notifications", _("Mail notifications")
    SEND_DIGEST = "send_digest", _("Mail a daily digest")
    WRITE_TO_READER = "write_to_reader", _("Write to a reader")


class JobState(TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class CaptureState(TextChoices):
    """Whether a source's archived copy exists. A failed archiving is said, not swallowed."""

    MISSING = "missing", _("Not archived")
    STORED = "stored", _("Archived")
    FAILED = "failed", _("Archiving failed")
