"""Mistakes in templates that Django does not report."""

from pathlib import Path

TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.html"))


def test_a_short_comment_ends_on_its_line():
    """Django shows `{# ... #}` to readers when it runs over two lines."""
    wrong = [
        f"{path.name}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert not wrong


def test_nothing_but_text_stands_inside_a_paragraph():
    """The browser counts characters in it to tell where a selection starts."""
    (paragraph,) = [path for path in TEMPLATES if path.name == "_paragraph.html"]
    assert paragraph.read_text().endswith(">{{ part.html }}</p>")
