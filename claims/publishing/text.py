"""Text from articles and people, made safe and honest to show."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.publishing import citations

# Characters that change how text reads without being seen: controls, direction marks and overrides, zero-width ones,
# letters that are blank (Hangul fillers, Khmer's inherent vowels, Braille's empty cell), and tags. A flag emoji spelt
# with tags (as Scotland's is) is matched first and left alone.
_UNSEEN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f)"
    "|(?P<unseen>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f])"
)
# The two characters that XML cannot hold and that `plain` leaves.
NOT_IN_XML = re.compile("[\ufffe\uffff]")
_JOINERS = "\u200c\u200d"
# Caseless letters, marks and symbols: the scripts and emoji in which a joiner is spelling, not deceit.
_JOINED = {"Lo", "Lm", "Mn", "Mc", "So", "Sk"}


def _is_spelling(text: str, at: int) -> bool:
    """Whether the joiner at `at` stands where Arabic, Indic scripts or emoji need one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before and after and unicodedata.category(before) in _JOINED and unicodedata.category(after) in _JOINED)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is one unseen character."""
    done = 0
    for found in _UNSEEN.finditer(text):
        unseen = found["unseen"]
        if not unseen or (unseen in _JOINERS and _is_spelling(text, found.start())):
            continue
        yield text[done : found.start()], False
        yield unseen, True
        done = found.end()
    yield text[done:], False


def has_unseen(text: str) -> bool:
    """Whether `visible(text)` shows a character that could not be seen."""
    return any(is_unseen for _piece, is_unseen in _pieces(text))


def visible(text: str) -> SafeString:
    """The text escaped for HTML, with characters that cannot be seen shown as their code, for example `U+202E`."""
    return mark_safe(  # noqa: S308 - every piece is escaped or made here
        "".join(
            f'<span class="unseen">U+{ord(piece):04X}</span>' if is_unseen else escape(piece)
            for piece, is_unseen in _pieces(text)
        )
    )


def plain(text: str) -> str:
    """One line of text without unseen characters, for titles and for data that machines read."""
    return " ".join("".join(piece for piece, is_unseen in _pieces(text) if not is_unseen).split())


def shorten(text: str, length: int) -> str:
    """`plain(text)` in at most `length` characters, cut between words and ended with "…" where it was cut."""
    text = plain(text)
    if len(text) <= length:
        return text
    cut = text[:length]
    head, _space, _rest = cut.rpartition(" ")
    if len(head) < length // 2:
        # A script without spaces, or one endless word: cut in the word, but never before a mark that belongs to it.
        head = cut[:-1]
        while head and (unicodedata.category(text[len(head)]) in ("Mn", "Mc", "Me", "Cf") or head[-1] == "\u200d"):
            head = head[:-1]
    return head.rstrip(" ,;:–—-([“‘\"'.") + "…"


def language_code(code: str) -> str:
    """The language as HTML writes it ("pt-BR"), or "" for what is no language code."""
    return code if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", code) else ""


def http_url(url: str) -> str:
    """The address if a reader may be sent there, else "": http or https, a host, nothing that hides the real one."""
    if re.search(r"[\s\\\x00-\x1f\x7f]", url) or has_unseen(url):
        return ""
    try:
        parts = urlsplit(url)
        is_fine = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if is_fine else ""


def host_of(url: str) -> str:
    """The host of an address, without "www.", to show beside a link. "" if it is no web address."""
    return (urlsplit(http_url(url)).hostname or "").removeprefix("www.")


LINK_REL = "nofollow noreferrer"

_TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "s",
    ),
    *("a", "table", "thead", "tbody", "tr", "th", "td", "div", "span"),
}
_BLOCKS = {"paragraph_open", "heading_open", "list_item_open", "blockquote_open", "th_open", "td_open"}


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # An image would be fetched from another host, or be another host's: its text stays, as a link.
    markdown.disable("image")
    markdown.validateLink = lambda url: bool(http_url(url))  # type: ignore[method-assign]
    markdown.add_render_rule("text", lambda _self, tokens, at, _options, _env: visible(tokens[at].content))
    markdown.add_render_rule(
        "table_open",
        lambda _self, _tokens, _at, _options, _env: (
            f'<div class="table" role="region" tabindex="0" aria-label="{escape(_("Table"))}"><table>'
        ),
    )
    citations.enable(markdown)
    markdown.add_render_rule("table_close", lambda _self, _tokens, _at, _options, _env: "</table></div>")
    return markdown


def _prepare(tokens: list[Token], highest: int) -> None:
    for token in tokens:
        if token.type in _BLOCKS:
            token.attrSet("dir", "auto")
        # Table cells carry their alignment as a style, which the content policy refuses.
        if style := token.attrs.pop("style", None):
            token.attrSet("class", str(style).replace("text-align:", "align-"))
    # The page has headings of its own above the writer's highest one, and none is skipped on the way down.
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    level = highest - 1
    for token in headings:
        if token.type == "heading_open":
            level = min(highest + used.index(token.tag), level + 1, 6)
        token.tag = f"h{level}"


def cited_numbers(source: str) -> list[int]:
    """The numbers of the evidence that a markdown text cites, in its order, each as often as it does."""
    return citations.cited_in(_markdown(), source)


def markdown_words(source: str) -> str:
    """What a reader reads of a markdown text, a line a paragraph: no signs of markdown, links with their addresses."""
    lines: list[str] = []
    cells: list[str] | None = None
    for token in _markdown().parse(source):
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            lines.append(" | ".join(cells))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_words_of(token))
        elif token.type == "inline":
            lines.append(_words_of(token))
        elif token.type in ("fence", "code_block"):
            lines += token.content.rstrip("\n").split("\n")
    return "\n".join(lines)


def _words_of(inline: Token) -> str:
    words, address = "", ""
    for token in inline.children or ():
        if token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            words += "" if words.endswith(address) else f" ({address})"
        elif token.type == "softbreak":
            words += " "
        elif token.type == "hardbreak":
            words += "\n"
        else:
            words += token.content
    return words


def markdown_html(source: str, *, evidence: Collection[int] = (), highest: int = 3) -> SafeString:
    """Markdown as clean HTML: no raw HTML, no images, http(s) links only, headings from h3 (or `highest`) down.

    `[3]` is a link to the piece of evidence on the same page where 3 is in `evidence`.
    """
    markdown = _markdown()
    tokens = markdown.parse(source, {"evidence": evidence})
    _prepare(tokens, highest)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(  # noqa: S308 - cleaned in this very call
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={
                "a": {"href", "class", "id"},
                "ol": {"start"},
                "*": {"dir"},
                "div": {"class", "role", "tabindex", "aria-label"},
                "span": {"class"},
                "th": {"class"},
                "td": {"class"},
            },
            url_schemes={"http", "https"},
            link_rel=LINK_REL,
        )
    )
