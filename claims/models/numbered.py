"""Rows that count up under what they belong to: events, revisions, what readers were shown."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Numbered(models.QuerySet[Row]):
    """For models with a `number`."""

    def newest(self) -> Row | None:
        """The row with the highest number, or None."""
        return self.order_by("-number").first()
