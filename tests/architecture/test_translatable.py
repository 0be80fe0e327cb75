"""No words of the interface bypass gettext: neither in the templates nor in what Python says to people."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt"))
# Names, and what is the same in every language.
NAMES = {"Factcheck", "RSS", "Atom", "JSON", "CSV", "SHA-256", "[](https://…", "&gt;", "fc__…"}
# What the blocks of templates put into tags: attributes, the class of the page, policies.
INSIDE_TAGS = re.compile(r"""aria-current="[a-z]*"?|page"?|desk|entrance|'self'|no-referrer""")
ATTRIBUTES = re.compile(r'\b(?:aria-label|title|alt|placeholder)=["\']([^"\']*)["\']')
SAYING = ("label", "help_text", "empty_label", "verbose_name", "placeholder")
ERRORS = {"Invalid", "Refused", "Conflict", "Denied", "ValidationError", "UploadError", "TextError", "PassageNotFound"}


def words_outside(template: str) -> list[str]:
    """The words that a template shows and that are in no tag of Django's, between HTML's tags and in attributes."""
    text, depth = "", 0
    for token in Lexer(template).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK and name.removeprefix("end") in ("blocktranslate", "comment"):
            depth += -1 if name.startswith("end") else 1
        if token.token_type == TokenType.TEXT and not depth:
            text += token.contents
        elif name in ("block", "endblock", "elif", "else"):
            text += "\n"
    text = re.sub(r"<(script|svg)\b.*?</\1>", "", text, flags=re.DOTALL)
    between = [line.strip(" ·,:()@") for line in re.sub(r"<[^>]*>", "\n", text).splitlines()]
    found = [words for words in [*between, *ATTRIBUTES.findall(text)] if re.search("[A-Za-z]{2}", words)]
    return [words for words in found if words not in NAMES and not INSIDE_TAGS.fullmatch(words)]


def unmarked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Plain texts where a person reads them: names and help of fields, and what an error says."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        said = [keyword.value for keyword in node.keywords if keyword.arg in SAYING]
        if name_of(node) in ERRORS:
            said += [*node.args, *(keyword.value for keyword in node.keywords)]
        for value in said:
            text = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
            if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text):
                yield value.lineno, text


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_templates_show_no_words_of_their_own() -> None:
    found = {path.name: words for path in TEMPLATES if (words := words_outside(path.read_text()))}
    assert not found, "Put them into {% translate %} or {% blocktranslate %}."


def test_python_says_nothing_to_people_past_gettext() -> None:
    # The API's documentation is English: its `help_text` is for programmers.
    skipped = {"migrations", "api", "management"}
    paths = [path for path in (ROOT / "claims").rglob("*.py") if not skipped & set(path.parts)]
    found = {path.name: said for path in paths if (said := list(unmarked(ast.parse(path.read_text()))))}
    assert not found


def test_words_are_found() -> None:
    assert words_outside('{% if one %}<p title="A tip">Save</p>{% endif %}{% translate "Fine" %}') == ["Save", "A tip"]
    assert not words_outside("{% blocktranslate %}Fine{% endblocktranslate %}{{ value }} · <kbd>j</kbd>")
    field = ast.parse('CharField(label="Your name", help_text=_("What you are called"))')
    assert list(unmarked(field)) == [(1, "Your name")]
    assert list(unmarked(ast.parse('raise Invalid(name="Say it now.")'))) == [(1, "Say it now.")]
