"""A row as the answer of a read or a write shows it."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from claims.api.serializers.articles import ArticleDetailShape
from claims.api.serializers.claims import ClaimDetailShape
from claims.api.serializers.replies import ReplyShape
from claims.api.serializers.work import EvidenceShape, VerdictShape
from claims.models import Article, Claim, Evidence, Reply, Verdict
from claims.queries import api as queries


def represent(row: Article | Claim | Verdict | Evidence | Reply, request: Request) -> Any:
    context = {"request": request}
    match row:
        case Article():
            return ArticleDetailShape(queries.articles(request.user).get(pk=row.pk), context=context).data
        case Claim():
            # Read again: an action returns the bare row, and the detail shows what hangs on it.
            return ClaimDetailShape(queries.claims(request.user).get(pk=row.pk), context=context).data
        case Verdict():
            return VerdictShape(row, context=context).data
        case Evidence():
            return EvidenceShape(row, context=context).data
        case Reply():
            return ReplyShape(row, context=context).data
