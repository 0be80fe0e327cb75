"""What full-text search looks at, in one place for the indexes and the queries: they only meet if they are the same.

"simple": words as they are written, in any language. Long texts are cut, because PostgreSQL takes no more than a
megabyte of different words.
"""

from django.contrib.postgres.search import SearchVector
from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Left

CONFIG = "simple"
LONGEST = 50_000  # Characters of one field that are looked at.

# The words of an address; PostgreSQL would take a host or a path for one word.
_PARTS = "/.-_?=&:#+~,"


def _parts_of(name: str) -> Func:
    return Func(F(name), Value(_PARTS), Value(" " * len(_PARTS)), function="translate", output_field=CharField())


ARTICLE = SearchVector("title", "publisher", "author", config=CONFIG)
CLAIM = SearchVector(Left("quote", LONGEST), "wording", config=CONFIG)
SPEAKER = SearchVector("name", config=CONFIG)
SOURCE = SearchVector("title", "publisher", _parts_of("url"), config=CONFIG)
VERDICT = SearchVector("summary", Left("explanation", LONGEST), config=CONFIG)
SUBMISSION = SearchVector("text", _parts_of("seen"), "why", _parts_of("links"), "reply", config=CONFIG)
COMMENT = SearchVector(Left("body", LONGEST), config=CONFIG)
