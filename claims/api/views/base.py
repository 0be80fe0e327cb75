"""What all views of the API share. Who may come in is set in settings.REST_FRAMEWORK, for every view alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from django.db.models import QuerySet
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, UnsupportedMediaType, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.concurrency import etag
from claims.api.document import Schema
from claims.api.fields import Shape
from claims.api.representations import represent
from claims.models import Article, Claim, Evidence, Verdict
from claims.queries import api as queries


class View(GenericAPIView):  # type: ignore[type-arg]
    """A view for signed-in people and tokens. Bad input is told by name: fields and query parameters alike."""

    # A write names the version it read by If-Match; a conflict is then 412, else 409.
    takes_version = False
    schema = Schema()
    # OPTIONS would describe the fields in a shape of its own; the OpenAPI document does that.
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    pagination_class = None
    filter_backends: list[Any] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        unknown = set(request.query_params) - self._known_parameters()
        if unknown and hasattr(self, request.method.lower()):  # Another method is a 405, whatever comes with it.
            raise ValidationError({name: [_("This query parameter is not known here.")] for name in sorted(unknown)})

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    def take(self, shape: type[Shape]) -> dict[str, Any]:
        """The request's body in the given shape. Raises ValidationError."""
        if self.request.content_type.startswith("multipart/"):
            # The middleware has read such a form already, and DRF would take it for an empty body.
            raise UnsupportedMediaType(self.request.content_type)
        read = shape(data=self.request.data, context=self.get_serializer_context())
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def answer(self, row: Article | Claim | Verdict | Evidence, *, status: int = 200) -> Response:
        """The row as it is now, with its version as the ETag."""
        body = represent(row, self.request)
        return Response(body, status, headers={"ETag": etag(body["version"])})

    def _known_parameters(self) -> set[str]:
        known: set[str] = set()
        if self.request.method in ("GET", "HEAD"):
            if self.pagination_class is not None:
                known |= {"cursor", "page_size"}
            if (filters := getattr(self, "filterset_class", None)) is not None:
                known |= set(filters.base_filters)
        return known


class ListView(View):
    """GET a page of `get_queryset()`."""

    def get(self, request: Request, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class ListOfClaim(ListView):
    """GET a page of what belongs to one claim: `rows(user)` whose column `of_claim` is it."""

    rows: Callable[[Any], QuerySet[Any]]
    of_claim = "claim"

    def get_queryset(self) -> Any:
        claim = queries.claim(self.request.user, self.kwargs["pk"])
        return self.rows(self.request.user).filter(**{self.of_claim: claim})


class NothingHere(APIView):
    """Any address under the API that has no view: a 404 in the API's own shape, for everybody."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = []
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotFound(_("There is nothing at this address. Addresses of the API end with a slash."))
