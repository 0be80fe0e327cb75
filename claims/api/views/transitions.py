"""One view for each action of the table in claims.api.transitions."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.concurrency import expected_version
from claims.api.fields import Nothing
from claims.api.serializers.claims import ClaimDetailShape
from claims.api.transitions import TRANSITIONS, Transition
from claims.api.views.base import View
from claims.queries import api as queries


class TransitionView(View):
    serializer_class = ClaimDetailShape
    transition: Transition

    def act(self, request: Request, pk: int) -> Response:
        claim = queries.claim(request.user, pk)
        version = {"version": expected_version(request)} if self.takes_version else {}
        given = self.take(self.transition.shape)
        self.transition.run(actor=request.user, claim_id=pk, **version, **given)
        return self.answer(claim)


def view_of(transition: Transition) -> type[TransitionView]:
    """The view class of one action, described in the OpenAPI document with that action's own input."""
    name = transition.action.value

    @extend_schema(
        operation_id=f"claims_{name}",
        tags=["workflow"],
        summary=str(transition.action.label),
        description=f"{transition.does}.",
        request=None if transition.shape is Nothing else transition.shape,
        responses={200: ClaimDetailShape},
        examples=[OpenApiExample("Input", value=transition.example, request_only=True)] if transition.example else None,
    )
    def post(self: TransitionView, request: Request, pk: int) -> Response:
        return self.act(request, pk)

    class_name = "".join(part.title() for part in name.split("_"))
    members = {"transition": transition, "takes_version": transition.takes_version, "post": post}
    return type(class_name, (TransitionView,), members)


TRANSITION_VIEWS = {transition.action: view_of(transition) for transition in TRANSITIONS}
