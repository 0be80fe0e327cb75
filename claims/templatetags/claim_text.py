"""Text from articles and people in the desk's templates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.models import Comment
from claims.publishing import text

register = template.Library()


@register.filter
def visible(value: object) -> SafeString:
    """Escaped, with characters that cannot be seen shown as their code."""
    return text.visible(str(value or ""))


@register.filter
def with_mentions(comment: Comment) -> SafeString:
    """What a comment says, as by `visible`, with the names of those who are mentioned marked."""
    pieces, done = [], 0
    for mention in comment.mentions.all():
        name = text.visible(comment.body[mention.start : mention.end])
        marked = format_html('<bdi class="mention" title="{}">{}</bdi>', mention.person.display_name, name)
        pieces += [text.visible(comment.body[done : mention.start]), marked]
        done = mention.end
    return SafeString("".join([*pieces, text.visible(comment.body[done:])]))


@register.filter
def markdown(value: object) -> SafeString:
    """Markdown as readers will see it, clean."""
    return text.markdown_html(str(value or ""))


@register.filter
def citing(explanation: str, evidence: Iterable[dict[str, Any]]) -> SafeString:
    """The same for a revision's explanation: what it cites leads to that piece of its frozen evidence."""
    return text.markdown_html(explanation, evidence={piece.get("number", 0) for piece in evidence})


@register.filter
def web_address(value: object) -> str:
    """The address if a person may be sent there, else ""."""
    return text.http_url(str(value or ""))


@register.filter
def host(value: object) -> str:
    """The host of an address, to show beside a link."""
    return text.host_of(str(value or ""))
