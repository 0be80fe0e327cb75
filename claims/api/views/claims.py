"""Claims: the list, one claim, and its own fields. What moves a claim on is in transitions.py."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.actions.claim import edit_claim, speaker_text
from claims.api.concurrency import expected_version
from claims.api.filters import ClaimFilters
from claims.api.pagination import Pages
from claims.api.serializers.claims import ClaimDetailShape, ClaimEdit, ClaimShape
from claims.api.views.base import ListView, View
from claims.queries import api as queries


class Claims(ListView):
    serializer_class = ClaimShape
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = ClaimFilters

    def get_queryset(self) -> Any:
        return queries.claims(self.request.user)

    @extend_schema(operation_id="claims_list", tags=["claims"], summary="List claims, newest first")
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class OneClaim(View):
    serializer_class = ClaimDetailShape
    takes_version = True

    @extend_schema(
        operation_id="claims_retrieve",
        tags=["claims"],
        summary="Read a claim, with what you may do to it now",
        description="`actions` lists every action with the answer for you; a refused one says why.",
    )
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(queries.claim(request.user, pk))

    @extend_schema(
        operation_id="claims_edit",
        tags=["claims"],
        summary="Set the wording as checked, the speaker, or what the speaker is",
        description="Fields that are left out stay as they are. The words as said never change.",
        request=ClaimEdit,
        examples=[
            OpenApiExample("A wording", value={"wording": "The line cost 12 million crowns."}, request_only=True)
        ],
    )
    def patch(self, request: Request, pk: int) -> Response:
        claim = queries.claim(request.user, pk)
        version, given = expected_version(request), self.take(ClaimEdit)
        if not given:
            return self.answer(claim)
        now = {"wording": claim.wording, "speaker_name": speaker_text(claim)}
        return self.answer(edit_claim(actor=request.user, claim_id=pk, version=version, **(now | given)))
