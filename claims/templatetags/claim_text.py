"""Text from articles and people in the desk's templates."""

from django import template
from django.utils.safestring import SafeString

from claims.publishing import text

register = template.Library()


@register.filter
def visible(value: object) -> SafeString:
    """Escaped, with characters that cannot be seen shown as their code."""
    return text.visible(str(value or ""))


@register.filter
def markdown(value: object) -> SafeString:
    """Markdown as readers will see it, clean."""
    return text.markdown_html(str(value or ""))


@register.filter
def web_address(value: object) -> str:
    """The address if a person may be sent there, else ""."""
    return text.http_url(str(value or ""))


@register.filter
def host(value: object) -> str:
    """The host of an address, to show beside a link."""
    return text.host_of(str(value or ""))
