"""Differences of two texts in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.publishing.diff import Kind, Run
from claims.publishing.text import visible

register = template.Library()

_SAID = '<{0}><span class="hidden-words">{1} </span>{2}<span class="hidden-words"> {3}</span></{0}>'


@register.filter
def marked(run: Run) -> SafeString:
    """The words of a run, escaped: as they are, struck out, or underlined; a screen reader is told which.

    The space before them stays outside, so that no line is drawn under it.
    """
    words = run.text.lstrip(" ")
    space = run.text[: len(run.text) - len(words)]
    if run.kind is Kind.ADDED:
        mark = format_html(_SAID, "ins", _("[put in:"), visible(words), pgettext("what was put in ends here", "end]"))
    elif run.kind is Kind.REMOVED:
        mark = format_html(
            _SAID, "del", _("[taken out:"), visible(words), pgettext("what was taken out ends here", "end]")
        )
    else:
        mark = visible(words)
    return format_html("{}{}", space, mark)
