"""What is hidden in a text is shown, and markdown is never more than text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.text import has_unseen, http_url, markdown_html, plain, shorten, visible

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\u202eb", "U+202E"),
        ("a\u200bb", "U+200B"),
        ("pay\u200dpal", "U+200D"),
        ("\ufeffa", "U+FEFF"),
        ("a\u2066b\u2069", "U+2066"),
        ("a\U000e0041b", "U+E0041"),
        ("a\u00adb", "U+00AD"),
        ("a\x07b", "U+0007"),
        ("\u3164", "U+3164"),
        ("a\u2800b", "U+2800"),
        ("a\u034fb", "U+034F"),
    ],
)
def test_a_hidden_character_is_shown_by_its_code(text, code):
    assert f'<span class="unseen">{code}</span>' in visible(text)
    assert has_unseen(text)
    assert plain(text).isprintable()


@pytest.mark.parametrize("text", [FAMILY, SCOTLAND, "می\u200cخواهم", "क्\u200dष", "שלום", "line\nbreak", "e\u0301"])
def test_spelling_is_left_alone(text):
    assert visible(text) == text
    assert not has_unseen(text)


def test_text_is_escaped():
    assert visible("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#x27;"


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_is_never_longer(text, length):
    assert len(shorten(text, length)) <= length


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example", "https://xn--bcher-kva.example/"])
def test_web_addresses_are_links(url):
    assert http_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "//a.example",
        "/desk/",
        "https://",
        "https://user@a.example/",
        "https://good.example\\@evil.example/",
        "java\nscript:alert(1)",
        "https://a.example/\x00",
        "https://[::1",
        "",
    ],
)
def test_nothing_else_is(url):
    assert http_url(url) == ""


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a *b* **c**", '<p dir="auto">a <em>b</em> <strong>c</strong></p>\n'),
        ("## Two\n\n##### Five", '<h3 dir="auto">Two</h3>\n<h4 dir="auto">Five</h4>\n'),
        ("### Three\n\n# One", '<h3 dir="auto">Three</h3>\n<h3 dir="auto">One</h3>\n'),
        ("<b>x</b>", '<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>\n'),
        (
            "[x](https://a.example/?a=1&b=2)",
            '<p dir="auto"><a href="https://a.example/?a=1&amp;b=2" rel="nofollow noreferrer">x</a></p>\n',
        ),
        ("[x](javascript:alert(1))", '<p dir="auto">[x](javascript:alert(1))</p>\n'),
        ("[x](/desk/)", '<p dir="auto">[x](/desk/)</p>\n'),
        ("a\u202eb", '<p dir="auto">a<span class="unseen">U+202E</span>b</p>\n'),
    ],
)
def test_markdown(source, html):
    assert markdown_html(source) == html


def test_an_image_becomes_a_link_and_is_never_fetched():
    html = markdown_html("![map](https://tracker.example/p.png)")
    assert "<img" not in html
    assert 'href="https://tracker.example/p.png"' in html


def test_a_table_scrolls_in_its_own_frame_and_has_no_inline_style():
    html = markdown_html("| a | b |\n| --- | ---: |\n| 1 | 2 |")
    assert 'class="table"' in html
    assert 'class="align-right"' in html
    assert "style" not in html


@given(st.text(alphabet=st.sampled_from("<>!-[]()`*_#|:/\\\"'&; \nascriptj:htp\u202e")))
def test_no_markdown_makes_anything_but_text_and_links(source):
    html = markdown_html(source)
    for forbidden in ("<script", "<img", "<style", "<iframe", 'href="javascript', "<form", "<svg"):
        assert forbidden not in html.lower()
