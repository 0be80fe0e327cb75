"""Sitemaps keep to their schemas whatever the newsroom and its claims are called."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import xmlschema

from claims.publishing import sitemaps
from claims.publishing.sitemaps import News, Place
from tests.publishing.samples import HOSTILE, HOSTILE_TEXT, NEWSROOM
from tests.publishing.sitemap_schemas import require_index, require_places

MOMENT = datetime(2026, 10, 8, 17, 45, 1, 250, tzinfo=UTC)


def test_a_chunk_keeps_to_the_protocol():
    text = sitemaps.render_places(NEWSROOM, [Place("/checks/a/", MOMENT), Place("/topics/")])
    require_places(text)
    assert "<url><loc>https://facts.example/checks/a/</loc><lastmod>2026-10-08T17:45:01+00:00</lastmod></url>" in text
    assert "<url><loc>https://facts.example/topics/</loc></url>" in text
    require_places(sitemaps.render_news(NEWSROOM, []))


def test_the_index_keeps_to_the_protocol():
    text = sitemaps.render_index(NEWSROOM, [sitemaps.PAGES, sitemaps.chunk_path(1)])
    require_index(text)
    assert re.findall("<loc>(.*?)</loc>", text) == [
        "https://facts.example/sitemaps/pages.xml",
        "https://facts.example/sitemaps/checks-1.xml",
    ]


@pytest.mark.parametrize("language", ["en", "pt-BR", "zh-CN", "zh-Hant", "gsw"])
def test_the_news_keep_to_the_protocol(language):
    newsroom = replace(HOSTILE.newsroom, language=language)
    text = sitemaps.render_news(newsroom, [News("/checks/a/", f"\uffff{HOSTILE_TEXT}", MOMENT)])
    require_places(text)
    assert "&lt;/script&gt;" in text
    assert "\u202e" not in text


def test_a_sitemap_that_breaks_the_protocol_is_noticed():
    """That the schemas refuse anything at all."""
    news = sitemaps.render_news(NEWSROOM, [News("/checks/a/", "A", MOMENT)])
    good = sitemaps.render_places(NEWSROOM, [Place("/checks/a/", MOMENT)])
    broken = [
        good.replace("https://facts.example", ""),
        good.replace("2026-10-08T", "8.10.2026 "),
        good.replace("<loc>", "<address>").replace("</loc>", "</address>"),
        good.replace("sitemaps.org", "sitemap.org"),
        news.replace("<news:title>A</news:title>", ""),
        news.replace("<news:language>en<", "<news:language>English<"),
    ]
    for text in broken:
        with pytest.raises(xmlschema.XMLSchemaException):
            require_places(text)
    with pytest.raises(xmlschema.XMLSchemaException):
        require_index(sitemaps.render_index(NEWSROOM, []))


def test_numbers_and_chunks_fit_each_other():
    for number in (1, sitemaps.CHUNK, sitemaps.CHUNK + 1, 100_000):
        low, high = sitemaps.numbers_of(sitemaps.chunk_of(number))
        assert low <= number <= high
        assert high - low + 1 == sitemaps.CHUNK


def test_robots_are_kept_out_of_the_newsroom_and_shown_the_sitemaps():
    lines = sitemaps.render_robots(NEWSROOM).splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /api/", "Disallow: /accounts/", "Disallow: /search/results"} <= set(lines)
    assert "Sitemap: https://facts.example/sitemap.xml" in lines
    assert "Disallow: /" not in lines
