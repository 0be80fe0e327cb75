"""What the newsroom has besides claims: people, sources, rating scales, jobs; and who is asking."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.access import people_visible_to
from claims.actions.jobs import retry_job
from claims.api.fields import Nothing
from claims.api.filters import JobFilters, PeopleFilters, SourceFilters
from claims.api.pagination import OldestFirst, Pages
from claims.api.serializers.people import ColleagueShape, JobShape, MeShape, RatingScaleShape
from claims.api.serializers.work import SourceDetailShape
from claims.api.views.base import ListView, View
from claims.queries import api as queries


class Me(View):
    serializer_class = MeShape

    @extend_schema(operation_id="me", tags=["newsroom"], summary="Read who you are here, and what your token may do")
    def get(self, request: Request) -> Response:
        return Response(self.get_serializer(request.user).data)


class People(ListView):
    serializer_class = ColleagueShape
    pagination_class = OldestFirst
    filter_backends = [DjangoFilterBackend]
    filterset_class = PeopleFilters

    def get_queryset(self) -> Any:
        return people_visible_to(self.request.user)

    @extend_schema(operation_id="people_list", tags=["newsroom"], summary="List the active people of the newsroom")
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class RatingScales(ListView):
    serializer_class = RatingScaleShape
    pagination_class = Pages

    def get_queryset(self) -> Any:
        return queries.rating_scales()

    @extend_schema(
        operation_id="rating_scales_list",
        tags=["newsroom"],
        summary="List the rating scales with their ratings, newest first",
        description="`value` is the place on the true-false axis, 1 the falsest; null for a rating off that axis.",
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class Sources(ListView):
    serializer_class = SourceDetailShape
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = SourceFilters

    def get_queryset(self) -> Any:
        return queries.sources(self.request.user)

    @extend_schema(
        operation_id="sources_list", tags=["sources"], summary="List sources with their archived copies, newest first"
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class OneSource(View):
    serializer_class = SourceDetailShape

    @extend_schema(operation_id="sources_retrieve", tags=["sources"], summary="Read a source with its archived copies")
    def get(self, request: Request, pk: int) -> Response:
        return Response(self.get_serializer(queries.sources(request.user).get(pk=pk)).data)


class Jobs(ListView):
    serializer_class = JobShape
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = JobFilters

    def get_queryset(self) -> Any:
        return queries.jobs(self.request.user)

    @extend_schema(operation_id="jobs_list", tags=["jobs"], summary="List background jobs, newest first")
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)


class OneJob(View):
    serializer_class = JobShape

    @extend_schema(operation_id="jobs_retrieve", tags=["jobs"], summary="Read how far a job is")
    def get(self, request: Request, pk: int) -> Response:
        return Response(self.get_serializer(queries.jobs(request.user).get(pk=pk)).data)


class RetryJob(View):
    serializer_class = JobShape

    @extend_schema(
        operation_id="jobs_retry",
        tags=["jobs"],
        summary="Let a failed job run again",
        description="Starts over from the first attempt, now. A job that has not failed, or is being worked on, is "
        "answered as it is.",
        request=None,
    )
    def post(self, request: Request, pk: int) -> Response:
        known = queries.jobs(request.user).get(pk=pk)
        self.take(Nothing)
        return Response(self.get_serializer(retry_job(actor=request.user, job_id=known.pk)).data)
