"""What is written about a claim: evidence, verdict, revisions, comments."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.comment import add_comment, resolve_comment
from claims.actions.errors import Invalid
from claims.actions.evidence import add_evidence, edit_evidence, remove_evidence
from claims.actions.verdict import save_verdict
from claims.api.concurrency import expected_version
from claims.api.fields import Nothing
from claims.api.pagination import OldestFirst, Pages
from claims.api.serializers.work import (
    CommentAdd,
    CommentShape,
    EvidenceAdd,
    EvidenceEdit,
    EvidenceShape,
    PublicRevisionShape,
    ReviewShape,
    RevisionShape,
    VerdictSave,
    VerdictShape,
)
from claims.api.views.base import ListOfClaim, ListView, View
from claims.models import Verdict
from claims.queries import api as queries


class ClaimEvidence(ListOfClaim):
    serializer_class = EvidenceShape
    pagination_class = OldestFirst
    rows = staticmethod(queries.evidence)

    @extend_schema(operation_id="evidence_list", tags=["evidence"], summary="List a claim's evidence")
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)

    @extend_schema(
        operation_id="evidence_add",
        tags=["evidence"],
        summary="Add what a source says",
        request=EvidenceAdd,
        responses={201: EvidenceShape},
        examples=[
            OpenApiExample(
                "A document",
                value={
                    "title": "Budget of the city for 2026",
                    "url": "https://city.example/budget-2026.pdf",
                    "publisher": "City of Example",
                    "stance": "contradicts",
                    "passage": "Tram line 4: 18.2 million",
                    "locator": "page 12",
                    "is_primary": True,
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        queries.claim(request.user, pk)
        evidence = add_evidence(actor=request.user, claim_id=pk, **self.take(EvidenceAdd))
        response = self.answer(evidence, status=201)
        response.headers["Location"] = reverse("api:one-evidence", args=[evidence.pk])
        return response


class OneEvidence(View):
    serializer_class = EvidenceShape
    takes_version = True

    @extend_schema(operation_id="evidence_retrieve", tags=["evidence"], summary="Read a piece of evidence")
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(queries.evidence(request.user).get(pk=pk))

    @extend_schema(
        operation_id="evidence_edit",
        tags=["evidence"],
        summary="Change what a source says of the claim, or what is recorded of the source",
        description="Fields that are left out stay as they are. A source is one for all claims that use it, and "
        "what changes of it is an event of its own. Its address is corrected at the desk.",
        request=EvidenceEdit,
        examples=[OpenApiExample("Another stance", value={"stance": "context"}, request_only=True)],
    )
    def patch(self, request: Request, pk: int) -> Response:
        evidence = queries.evidence(request.user).get(pk=pk)
        version, given = expected_version(request), self.take(EvidenceEdit)
        if not given:
            return self.answer(evidence)
        now = {name: getattr(evidence, name) for name in EvidenceEdit().fields if hasattr(evidence, name)}
        return self.answer(edit_evidence(actor=request.user, evidence_id=pk, version=version, **(now | given)))

    @extend_schema(
        operation_id="evidence_remove", tags=["evidence"], summary="Take evidence off a claim", responses={204: None}
    )
    def delete(self, request: Request, pk: int) -> Response:
        queries.evidence(request.user).get(pk=pk)
        remove_evidence(actor=request.user, evidence_id=pk, version=expected_version(request))
        return Response(status=204)


class ClaimVerdict(View):
    serializer_class = VerdictShape
    takes_version = True

    @extend_schema(
        operation_id="verdict_retrieve",
        tags=["verdict"],
        summary="Read the draft of the verdict",
        description="Before anything was written the draft is empty and its version is 0.",
    )
    def get(self, request: Request, pk: int) -> Response:
        claim = queries.claim(request.user, pk)
        verdict = queries.verdicts(request.user).filter(claim=claim).first()
        return self.answer(verdict or Verdict(claim=claim, version=0))

    @extend_schema(
        operation_id="verdict_save",
        tags=["verdict"],
        summary="Save the draft of the verdict",
        description='If-Match is the draft\'s own ETag; "0" for the first save.',
        request=VerdictSave,
        examples=[
            OpenApiExample(
                "A verdict",
                value={
                    "rating": 1,
                    "summary": "The line cost 18.2 million crowns, half as much again.",
                    "explanation": "The city's budget lists **18.2 million** for the line.",
                    "not_found": "Whether the sum includes the land.",
                },
                request_only=True,
            )
        ],
    )
    def put(self, request: Request, pk: int) -> Response:
        queries.claim(request.user, pk)
        version, given = expected_version(request), self.take(VerdictSave)
        rating_id = given.pop("rating")
        rating = queries.ratings().filter(pk=rating_id).first() if rating_id is not None else None
        if rating_id is not None and rating is None:
            raise Invalid(rating=_("There is no such rating. GET /rating-scales/ lists them."))
        return self.answer(save_verdict(actor=request.user, claim_id=pk, version=version, rating=rating, **given))


class ClaimRevisions(ListOfClaim):
    serializer_class = RevisionShape
    pagination_class = Pages
    rows = staticmethod(queries.revisions)

    @extend_schema(
        operation_id="revisions_list",
        tags=["verdict"],
        summary="List what was sent to review, newest first, with the reviews",
    )
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)


class ClaimReviews(ListOfClaim):
    serializer_class = ReviewShape
    pagination_class = Pages
    rows = staticmethod(queries.reviews)
    of_claim = "revision__claim"

    @extend_schema(
        operation_id="reviews_list", tags=["verdict"], summary="List all reviews of a claim's revisions, newest first"
    )
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)


class ClaimPublicRevisions(ListOfClaim):
    serializer_class = PublicRevisionShape
    pagination_class = Pages
    rows = staticmethod(queries.public_revisions)

    @extend_schema(
        operation_id="public_revisions_list",
        tags=["published"],
        summary="List what readers were shown of a claim, newest first",
    )
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)


class PublicRevisions(ListView):
    serializer_class = PublicRevisionShape
    pagination_class = Pages

    def get_queryset(self) -> Any:
        return queries.public_revisions(self.request.user)

    @extend_schema(
        operation_id="published_list",
        tags=["published"],
        summary="List everything readers were shown, newest first",
        description="First publications, corrections and withdrawals of all claims.",
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class ClaimComments(ListOfClaim):
    serializer_class = CommentShape
    pagination_class = OldestFirst
    rows = staticmethod(queries.comments)

    @extend_schema(operation_id="comments_list", tags=["comments"], summary="List a claim's comments, oldest first")
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)

    @extend_schema(
        operation_id="comments_add",
        tags=["comments"],
        summary="Comment on a claim",
        request=CommentAdd,
        responses={201: CommentShape},
        examples=[OpenApiExample("A comment", value={"body": "The budget has this on page 12."}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        queries.claim(request.user, pk)
        given = self.take(CommentAdd)
        parent_id = given.pop("parent")
        parent = queries.comments(request.user).filter(pk=parent_id).first() if parent_id is not None else None
        if parent_id is not None and parent is None:
            raise Invalid(parent=_("There is no such comment."))
        comment = add_comment(actor=request.user, claim_id=pk, parent=parent, **given)
        return Response(CommentShape(comment).data, 201)


class ResolveComment(View):
    serializer_class = CommentShape

    @extend_schema(
        operation_id="comments_resolve", tags=["comments"], summary="Mark a comment as settled", request=None
    )
    def post(self, request: Request, pk: int) -> Response:
        known = queries.comments(request.user).get(pk=pk)
        self.take(Nothing)
        return Response(CommentShape(resolve_comment(actor=request.user, comment_id=known.pk)).data)
