"""The readers' site of the sample newsroom as files alone: PostgreSQL, Redis, web and worker have no part in it."""

from __future__ import annotations

import html
import re

import html5lib
import pytest

from tests.crawl import Crawl, crawl
from tests.sample.conftest import Site

pytestmark = pytest.mark.django_db

# What only the web process answers; these links are tested with it.
FORMS = ("/search/results", "/oembed")
# What machines ask for without having seen a link to it.
KNOWN_TO_MACHINES = ["/robots.txt", "/sitemap.xml", "/404.html", "/search/away.html"]
# Of a verdict page with its stylesheet, without pictures.
PAGE_LIMIT = 60_000


@pytest.fixture(scope="module")
def crawled(site: Site) -> Crawl:
    # A card is named by the code that other sites copy. A withdrawn check and its speaker keep their addresses, for
    # those who come by an old link.
    kept = [f"/{path.relative_to(site.folder).parent}/" for path in site.folder.glob("checks/*/card/index.html")]
    kept += [f"/speakers/{slug}/" for slug in site.withdrawn_speakers]
    starts = ["/", *KNOWN_TO_MACHINES, *kept]
    return crawl(site.url, site.url, starts=starts, of_the_web_process=FORMS)


def test_no_link_is_broken(crawled: Crawl) -> None:
    assert crawled.broken == []


def test_every_file_can_be_reached_by_links(crawled: Crawl, site: Site) -> None:
    files = {str(path.relative_to(site.folder)) for path in site.folder.rglob("*") if path.is_file()}
    paths = {path.partition("?")[0].removeprefix("/") for path in crawled.found}
    reached = {path + ("index.html" if not path or path.endswith("/") else "") for path in paths}
    assert sorted(files - reached) == []


def test_every_published_check_is_there(crawled: Crawl, site: Site) -> None:
    assert site.slugs
    assert {f"/checks/{slug}/" for slug in site.slugs} <= set(crawled.found)


def test_nothing_is_loaded_from_another_host(crawled: Crawl) -> None:
    assert crawled.loaded_elsewhere == set()


def test_every_page_is_valid_html_of_its_own_address(crawled: Crawl, site: Site) -> None:
    pages = {path: body.decode() for path, body in crawled.found.items() if path.endswith(("/", ".html"))}
    assert len(pages) > len(site.slugs)
    for path, page in pages.items():
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert len(tree.findall(".//h1")) == 1, path
        canonical = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
        if path not in ("/404.html", "/search/away.html"):  # Shown at any address.
            assert len(canonical) == 1, path
            assert canonical[0].startswith(site.url + "/"), path
        assert tree.find(".//title").text.strip(), path


def test_titles_tell_the_pages_apart(crawled: Crawl) -> None:
    titles: dict[str, list[str]] = {}
    for path, body in crawled.found.items():
        if path.endswith("/") and b'content="noindex"' not in body:
            title = re.search(r"<title>(.*?)</title>", body.decode(), re.DOTALL)
            titles.setdefault(title[1] if title else "", []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_a_verdict_page_with_its_stylesheet_is_light(crawled: Crawl, site: Site) -> None:
    for slug in site.slugs:
        page = crawled.found[f"/checks/{slug}/"]
        styles = [path for path in crawled.found if path.endswith(".css") and path.encode() in page]
        assert len(styles) == 1
        assert len(page) + len(crawled.found[styles[0]]) < PAGE_LIMIT, slug


def test_what_was_not_published_leaves_no_trace(crawled: Crawl, site: Site) -> None:
    everything = b"\n".join(body for path, body in crawled.found.items() if not path.endswith(".png")).decode()
    texts = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", everything)).split())
    assert len(site.inside) > 10
    assert {words for words in site.inside if words in texts} == set()
