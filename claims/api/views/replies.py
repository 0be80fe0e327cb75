"""The right-of-reply log of a claim."""

from __future__ import annotations

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.reply import FIELDS, add_reply, edit_reply, remove_reply
from claims.api.concurrency import expected_version
from claims.api.pagination import OldestFirst
from claims.api.serializers.replies import ReplyAdd, ReplyEdit, ReplyShape
from claims.api.views.base import ListOfClaim, View
from claims.queries import api as queries
from claims.queries.reply import replies


class ClaimReplies(ListOfClaim):
    serializer_class = ReplyShape
    pagination_class = OldestFirst
    rows = staticmethod(replies)

    @extend_schema(
        operation_id="replies_list",
        tags=["replies"],
        summary="List who was asked about a claim, and the answers",
    )
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)

    @extend_schema(
        operation_id="replies_add",
        tags=["replies"],
        summary="Record that somebody was asked for a reply",
        request=ReplyAdd,
        responses={201: ReplyShape},
        examples=[
            OpenApiExample(
                "Asked by e-mail",
                value={
                    "person": "Lena Okafor",
                    "office": "Port of Harbour",
                    "way": "mail",
                    "asked_on": "2026-03-02",
                    "due_on": "2026-03-04",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, pk: int) -> Response:
        queries.claim(request.user, pk)
        reply = add_reply(actor=request.user, claim_id=pk, **self.take(ReplyAdd))
        response = self.answer(reply, status=201)
        response.headers["Location"] = reverse("api:one-reply", args=[reply.pk])
        return response


class OneReply(View):
    serializer_class = ReplyShape
    takes_version = True

    @extend_schema(operation_id="replies_retrieve", tags=["replies"], summary="Read an entry of the log")
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(replies(request.user).get(pk=pk))

    @extend_schema(
        operation_id="replies_edit",
        tags=["replies"],
        summary="Change an entry of the log, as when an answer comes in",
        description="Fields that are left out stay as they are. What was sent to review or published does not change.",
        request=ReplyEdit,
        examples=[
            OpenApiExample(
                "An answer",
                value={
                    "status": "answered",
                    "answered_on": "2026-03-03",
                    "answer": "The ledger is right; I misspoke.",
                    "quotable": "I misspoke.",
                },
                request_only=True,
            )
        ],
    )
    def patch(self, request: Request, pk: int) -> Response:
        reply = replies(request.user).get(pk=pk)
        version, given = expected_version(request), self.take(ReplyEdit)
        if not given:
            return self.answer(reply)
        now = {name: getattr(reply, name) for name in FIELDS}
        return self.answer(edit_reply(actor=request.user, reply_id=pk, version=version, **(now | given)))

    @extend_schema(
        operation_id="replies_remove", tags=["replies"], summary="Take an entry off the log", responses={204: None}
    )
    def delete(self, request: Request, pk: int) -> Response:
        replies(request.user).get(pk=pk)
        remove_reply(actor=request.user, reply_id=pk, version=expected_version(request))
        return Response(status=204)
