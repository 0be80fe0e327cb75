"""Somebody of the newsroom at the running product, over HTTP and without a browser."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from tests.product import Product


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer to look at, not to follow."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Person:
    def __init__(self, product: Product, role: str) -> None:
        self.product = product
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _StayHere, urllib.request.ProxyHandler({})
        )
        status, _, _ = self.post(
            "/accounts/login/", login=f"{role}@example.org", password=f"tide-table-{role}", page="/accounts/login/"
        )
        assert status == 302, status

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, where it redirects to, and the body."""
        return self._open(urllib.request.Request(self.product.url + path))

    def post(self, path: str, *, page: str, **form: object) -> tuple[int, str, str]:
        """Send the form as the page at `page` would, with its token."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page)[2])
        assert token is not None
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **form}).encode()
        request = urllib.request.Request(
            self.product.url + path, data=data, headers={"Referer": self.product.url + page}
        )
        return self._open(request)

    def import_article(self, title: str, text: str) -> int:
        """The new article's id. Raises OSError when the web process dies meanwhile."""
        status, location, body = self.post("/desk/articles/new/", page="/desk/articles/new/", title=title, text=text)
        assert status == 302, (status, body[-2000:])
        return int(location.strip("/").split("/")[-1])

    def _open(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self.opener.open(request, timeout=60) as response:
                return response.status, "", response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", ""), error.read().decode()
