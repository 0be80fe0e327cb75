"""Lists in pages that stay put while rows are added."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from claims.models.ids import id_in

LARGEST_PAGE = 100


class Pages(CursorPagination):
    """Newest first, by id: each page starts after the last row of the one before, so none is shown twice or skipped."""

    ordering = "-id"
    page_size = 50
    max_page_size = LARGEST_PAGE
    page_size_query_param = "page_size"
    page_size_query_description = _("Rows a page, 1 to 100; 50 when not given.")
    cursor_query_description = _("Where the page starts: follow `next` and `previous` of the page before.")

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if not (given.isascii() and given.isdigit() and len(given) <= 3 and 1 <= int(given) <= LARGEST_PAGE):
            raise ValidationError({"page_size": [_("Choose 1 to 100.")]})
        return int(given)

    def decode_cursor(self, request: Request) -> Cursor | None:
        refusal = ValidationError({"cursor": [_("This is not a cursor of this list. Start again without it.")]})
        try:
            cursor = super().decode_cursor(request)
        except NotFound as error:
            raise refusal from error
        # The position is compared with an integer column below.
        if cursor is not None and cursor.position is not None and id_in(cursor.position) is None:
            raise refusal
        return cursor


class OldestFirst(Pages):
    ordering = "id"


class ByPosition(Pages):
    """Claims in the order of the text."""

    ordering = ("start", "id")
