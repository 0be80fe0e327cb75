"""Articles: bringing them in, reading them, marking claims in them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from claims.access import get_article_for
from claims.actions.article import edit_article, import_article
from claims.actions.claim import add_claim
from claims.api.concurrency import expected_version
from claims.api.filters import ArticleFilters
from claims.api.pagination import ByPosition, Pages
from claims.api.serializers.articles import ArticleDetailShape, ArticleEdit, ArticleImport, ArticleShape, ClaimSpan
from claims.api.serializers.claims import ClaimDetailShape, ClaimShape
from claims.api.views.base import ListView, View
from claims.queries import api as queries


class Articles(ListView):
    serializer_class = ArticleShape
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = ArticleFilters

    def get_queryset(self) -> Any:
        return queries.articles(self.request.user)

    @extend_schema(operation_id="articles_list", tags=["articles"], summary="List articles, newest first")
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    @extend_schema(
        operation_id="articles_import",
        tags=["articles"],
        summary="Import an article",
        description="Stores the text and starts the search for claims in it. Follow `job` to see how far it is.",
        request=ArticleImport,
        responses={201: ArticleDetailShape},
        examples=[
            OpenApiExample(
                "A short article",
                value={
                    "title": "Council opens new line",
                    "text": "The mayor said on Monday that the line cost 12 million crowns.",
                    "url": "https://news.example/council-opens-new-line",
                    "publisher": "News Example",
                    "published_on": "2026-03-02",
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        article = import_article(actor=request.user, **self.take(ArticleImport))
        response = self.answer(article, status=201)
        response.headers["Location"] = reverse("api:article", args=[article.pk])
        return response


class OneArticle(View):
    serializer_class = ArticleDetailShape
    takes_version = True

    @extend_schema(operation_id="articles_retrieve", tags=["articles"], summary="Read an article with its text")
    def get(self, request: Request, pk: int) -> Response:
        return self.answer(get_article_for(request.user, pk))

    @extend_schema(
        operation_id="articles_edit",
        tags=["articles"],
        summary="Correct what is recorded of an article",
        description="Fields that are left out stay as they are. The text never changes; published pages keep what they "
        "were given until a correction is published.",
        request=ArticleEdit,
        examples=[OpenApiExample("A date", value={"published_on": "2026-03-02"}, request_only=True)],
    )
    def patch(self, request: Request, pk: int) -> Response:
        article = get_article_for(request.user, pk)
        version, given = expected_version(request), self.take(ArticleEdit)
        now = {name: getattr(article, name) for name in ArticleEdit().fields}
        return self.answer(edit_article(actor=request.user, article_id=pk, version=version, **(now | given)))


class ArticleClaims(ListView):
    serializer_class = ClaimShape
    pagination_class = ByPosition

    def get_queryset(self) -> Any:
        article = get_article_for(self.request.user, self.kwargs["pk"])
        return queries.claims(self.request.user).filter(article=article)

    @extend_schema(
        operation_id="articles_claims_list",
        tags=["articles"],
        summary="List the claims of an article in the order of its text",
    )
    def get(self, request: Request, pk: int) -> Response:
        return super().get(request)

    @extend_schema(
        operation_id="articles_claims_add",
        tags=["articles"],
        summary="Mark a passage as a claim",
        description="Offsets count the code points of the article's current snapshot.",
        request=ClaimSpan,
        responses={201: ClaimDetailShape},
        examples=[OpenApiExample("The first sentence", value={"start": 0, "end": 62}, request_only=True)],
    )
    def post(self, request: Request, pk: int) -> Response:
        article = get_article_for(request.user, pk)
        claim = add_claim(actor=request.user, article=article, **self.take(ClaimSpan))
        response = self.answer(claim, status=201)
        response.headers["Location"] = reverse("api:claim", args=[claim.pk])
        return response
