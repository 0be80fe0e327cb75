"""A reader's program that follows every link of the public folder, which a plain file server serves.

Nothing of the product runs in it: what it reaches, readers reach with everything stopped.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

# Attributes that a browser loads by itself, and those that a reader follows.
_LOADED = {"src", "poster", "data", "background"}
_LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
_PAGE_META = {"og:image", "og:url", "twitter:image"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def file_server(folder: Path) -> Iterator[str]:
    """Serves the folder as Python's own file server does; yields its address without a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Page(HTMLParser):
    """The links of a page, what it loads, its ids, and its JSON-LD."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()
        self.data: list[object] = []
        self._script: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if given.get(name) and (name == "id" or tag == "a")}
        rel = set(given.get("rel", "").lower().split())
        if "href" in given:
            (self.loaded if tag == "link" and rel & _LOADED_LINKS else self.links).add(given["href"])
        self.loaded |= {given[name] for name in _LOADED if given.get(name)}
        self.loaded |= {part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()}
        if tag == "meta" and given.get("property", given.get("name")) in _PAGE_META:
            self.links.add(given.get("content", ""))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh" and "url=" in given.get("content", ""):
            self.links.add(given["content"].partition("url=")[2])
        if tag == "script" and given.get("type") == "application/ld+json":
            self._script = []

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.data.append(json.loads("".join(self._script)))
            self._script = None


@dataclass
class Crawl:
    """`found` maps each path to its body; `broken` says what is wrong, in sentences; `hosts` are others' addresses."""

    found: dict[str, bytes] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    loaded_elsewhere: set[str] = field(default_factory=set)
    to_the_web_process: set[str] = field(default_factory=set)


def crawl(server: str, site: str, *, starts: list[str], of_the_web_process: tuple[str, ...] = ()) -> Crawl:
    """Follow everything from `starts`. `site` is the absolute address that the pages give themselves.

    Links to paths that begin with one of `of_the_web_process` are noted and not followed.
    """
    result, waiting, fragments = Crawl(), [(path, "the start") for path in starts], []
    pages: dict[str, _Page] = {}
    seen = set(starts)
    while waiting:
        path, origin = waiting.pop()
        try:
            with urllib.request.urlopen(server + path, timeout=10) as answer:
                body, kind, final = answer.read(), answer.headers.get_content_type(), answer.geturl()
        except urllib.error.HTTPError as error:
            result.broken.append(f"{path} answers {error.code}; {origin} links to it")
            continue
        if final != server + path:
            result.broken.append(f"{path} is answered by {final}; {origin} should link there")
        result.found[path] = body
        if kind == "text/html":
            pages[path] = _Page(body.decode())
        for target, is_loaded in _targets(path, kind, body, pages.get(path)):
            address, fragment = urldefrag(urljoin(site + path, target))
            if not _is_ours(address, site):
                if is_loaded:
                    result.loaded_elsewhere.add(f"{path} loads {target}")
                continue
            there = address.removeprefix(site) or "/"
            if there.partition("?")[0].startswith(of_the_web_process):
                result.to_the_web_process.add(there)
                continue
            if fragment:
                fragments.append((path, there, fragment))
            if there not in seen:
                seen.add(there)
                waiting.append((there, path))
    result.broken += [
        f"{path} links to {there}#{fragment}, which that page does not have"
        for path, there, fragment in fragments
        if there in pages and fragment not in pages[there].ids
    ]
    return result


def _is_ours(address: str, site: str) -> bool:
    parts, ours = urlsplit(address), urlsplit(site)
    return parts.scheme in ("http", "https") and parts.netloc == ours.netloc


def _targets(path: str, kind: str, body: bytes, page: _Page | None) -> Iterator[tuple[str, bool]]:
    """What the file refers to, and whether a browser would load it by itself."""
    if page is not None:
        yield from ((target, False) for target in page.links if target)
        yield from ((target, True) for target in page.loaded)
        for data in page.data:
            yield from ((text, False) for text in _addresses(data))
    elif path.endswith((".xml", ".rss", ".atom")):
        for element in ElementTree.fromstring(body).iter():  # noqa: S314 - our own files
            yield from ((value, False) for name, value in element.attrib.items() if name in ("href", "url"))
            if element.tag.rpartition("}")[2] in ("loc", "link", "guid", "id", "uri") and element.text:
                yield element.text.strip(), False
    elif path.endswith(".json"):
        yield from ((text, False) for text in _addresses(json.loads(body)))
    elif path == "/robots.txt":
        yield from ((target, False) for target in re.findall(r"^Sitemap: (\S+)$", body.decode(), re.MULTILINE))
    elif path.endswith(".css"):
        yield from ((target.strip("'\""), True) for target in re.findall(r"url\(([^)]+)\)", body.decode()))


def _addresses(data: object) -> Iterator[str]:
    """Every string of the JSON that is a whole web address."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@id":  # A name, for other data to refer to.
                yield from _addresses(value)
    elif isinstance(data, list):
        for value in data:
            yield from _addresses(value)
    elif isinstance(data, str) and re.fullmatch(r"https?://\S+", data):
        yield data
