"""The programs of other newsrooms. docs/api-guide.md introduces it; /api/v1/openapi.json describes it."""

from django.urls import path, re_path

from claims.api.document import openapi
from claims.api.views import articles, claims, newsroom, replies, work
from claims.api.views.base import NothingHere
from claims.api.views.transitions import TRANSITION_VIEWS

app_name = "api"
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    path("me/", newsroom.Me.as_view(), name="me"),
    path("people/", newsroom.People.as_view(), name="people"),
    path("rating-scales/", newsroom.RatingScales.as_view(), name="rating-scales"),
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<int:pk>/", articles.OneArticle.as_view(), name="article"),
    path("articles/<int:pk>/claims/", articles.ArticleClaims.as_view(), name="article-claims"),
    path("claims/", claims.Claims.as_view(), name="claims"),
    path("claims/<int:pk>/", claims.OneClaim.as_view(), name="claim"),
    path("claims/<int:pk>/evidence/", work.ClaimEvidence.as_view(), name="claim-evidence"),
    path("claims/<int:pk>/replies/", replies.ClaimReplies.as_view(), name="claim-replies"),
    path("claims/<int:pk>/verdict/", work.ClaimVerdict.as_view(), name="claim-verdict"),
    path("claims/<int:pk>/revisions/", work.ClaimRevisions.as_view(), name="claim-revisions"),
    path("claims/<int:pk>/reviews/", work.ClaimReviews.as_view(), name="claim-reviews"),
    path("claims/<int:pk>/public-revisions/", work.ClaimPublicRevisions.as_view(), name="claim-public-revisions"),
    path("claims/<int:pk>/comments/", work.ClaimComments.as_view(), name="claim-comments"),
    *(
        path(f"claims/<int:pk>/{action.value}/", view.as_view(), name=f"claim-{action.value}")
        for action, view in TRANSITION_VIEWS.items()
    ),
    path("evidence/<int:pk>/", work.OneEvidence.as_view(), name="one-evidence"),
    path("replies/<int:pk>/", replies.OneReply.as_view(), name="one-reply"),
    path("comments/<int:pk>/resolve/", work.ResolveComment.as_view(), name="comment-resolve"),
    path("public-revisions/", work.PublicRevisions.as_view(), name="public-revisions"),
    path("sources/", newsroom.Sources.as_view(), name="sources"),
    path("sources/<int:pk>/", newsroom.OneSource.as_view(), name="source"),
    path("jobs/", newsroom.Jobs.as_view(), name="jobs"),
    path("jobs/<int:pk>/", newsroom.OneJob.as_view(), name="job"),
    path("jobs/<int:pk>/retry/", newsroom.RetryJob.as_view(), name="job-retry"),
    re_path(r"^.*$", NothingHere.as_view(), name="nothing"),
]
