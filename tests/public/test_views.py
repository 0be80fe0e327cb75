"""Django serves the public folder to anybody, and asks nothing of the database, the session or the user."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.test import Client, override_settings

from claims.public import views
from claims.publishing import lists, writer
from claims.publishing.paging import front
from tests.publishing.samples import CORRECTED, HARBOUR

# No `db` mark anywhere: pytest-django fails a test that touches a database it did not ask for.


@pytest.fixture(params=["folder", "other storage"])
def storage(request, settings, tmp_path):
    backend = {
        "folder": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "public"},
        },
        "other storage": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }[request.param]
    settings.STORAGES = {**settings.STORAGES, "public": backend}
    return storages["public"]


@pytest.fixture(scope="module")
def written():
    """What the writer writes of two checks and their lists, by path: drawn and rendered once for all tests."""
    storage = InMemoryStorage()
    for check in (HARBOUR, CORRECTED):
        writer.write_page(check=check, storage=storage)
    for key, checks in ((lists.CHECKS, [HARBOUR, CORRECTED]), (lists.CORRECTIONS, [CORRECTED])):
        listing = lists.listing_of(key)
        writer.write_list_page(listing, front(2, 20), newsroom=HARBOUR.newsroom, checks=checks, storage=storage)
    writer.write_fixed(newsroom=HARBOUR.newsroom, storage=storage)
    return dict(files_in(storage))


def files_in(storage, folder=""):
    folders, files = storage.listdir(folder)
    for name in files:
        path = f"{folder}{name}"
        with storage.open(path) as file:
            yield path, file.read()
    for name in folders:
        yield from files_in(storage, f"{folder}{name}/")


@pytest.fixture
def site(storage, written):
    for path, content in written.items():
        assert storage.save(path, ContentFile(content)) == path
    return storage


@pytest.fixture(autouse=True)
def as_served(settings, tmp_path):
    settings.SECURE_SSL_REDIRECT = False
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.mark.parametrize("path", ["/", HARBOUR.path, "/corrections/"])
def test_pages_are_served_as_written(client, site, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content == writer.read(site, f"{path[1:]}index.html")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Cache-Control"] == views.PAGE_CACHING
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_stylesheet_may_be_kept_for_ever(client, site):
    response = client.get(writer.assets.stylesheet().url)
    assert response.content == writer.assets.stylesheet().content
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(writer.assets.mark().url)["Content-Type"] == "image/svg+xml"


class Untouchable:
    """A session or a user that must not be asked anything."""

    def __getattribute__(self, name):
        raise AssertionError(f"{name} was touched")

    def __bool__(self):
        raise AssertionError("it was touched")


@pytest.mark.parametrize("path", ["", HARBOUR.path[1:], "nowhere/", HARBOUR.path[1:-1], "../x"])
def test_the_view_touches_neither_session_nor_user(rf, site, path):
    request = rf.get("/")
    request.session = request.user = Untouchable()
    assert views.public_file(request, path).status_code in (200, 301, 404)


@pytest.mark.parametrize("path", ["/", HARBOUR.path, "/nowhere/"])
def test_a_reader_with_a_session_cookie_costs_no_query_either(client, site, path):
    client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"
    response = client.get(path)
    assert response.status_code in (200, 404)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_readers_need_not_sign_in():
    assert views.public_file.login_required is False


def test_an_unchanged_page_is_answered_304(client, site):
    first = client.get(HARBOUR.path)
    again = client.get(HARBOUR.path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == views.PAGE_CACHING
    since = client.get(HARBOUR.path, headers={"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304


def test_a_changed_page_is_sent(client, site):
    first = client.get("/")
    writer.write(site, "index.html", "<!DOCTYPE html><title>new</title>")
    again = client.get("/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"new" in again.content
    assert again["ETag"] != first["ETag"]


def test_last_modified_is_when_the_file_was_written(client, site):
    told = datetime.strptime(client.get("/")["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    assert abs((site.get_modified_time("index.html") - told).total_seconds()) < 1


def test_head_has_the_headers_and_no_content(rf, site):
    got = views.public_file(rf.get("/"))
    head = views.public_file(rf.head("/"))
    assert head.content == b""
    assert head["Content-Length"] == str(len(got.content))
    assert head["ETag"] == got["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(site, method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/")
    assert response.status_code == 405


def test_a_missing_slash_is_put_there(client, site):
    response = client.get(f"{HARBOUR.path[:-1]}?from=mail&x=%2F")
    assert response.status_code == 301
    assert response["Location"] == f"{HARBOUR.path}?from=mail&x=%2F"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/nowhere/",
        "/checks/",
        "/assets/",
        "/../settings.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/checks/..%2f..%2findex.html",
        "/checks/../index.html",
        "/%5c..%5cindex.html",
        "/.index.html.abc.part",
        "/.git/config",
        "/" + "x" * 5000,
        "/" + "x/" * 2000,
        "/a%0d%0ab",
        "/%E2%80%AE/",
        "/c:/windows",
    ],
)
def test_anything_else_is_the_sites_own_404(client, site, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.content == writer.read(site, "404.html")
    assert response["Content-Type"].startswith("text/html")
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["//", "//evil.example/", "//evil.example", "/\\evil.example/", "///x"])
def test_an_address_of_another_host_is_no_way_out(client, site, path):
    response = client.get("/", PATH_INFO=path)
    assert response.status_code == 404
    assert "Location" not in response


def test_a_file_beside_the_folder_is_out_of_reach(client, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "public"},
        },
    }
    (tmp_path / "public").mkdir()
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (tmp_path / "public" / "index.html").write_text("front page", encoding="utf-8")
    for path in ("/../secret.html", "/x/../../secret.html", "/%2e%2e/secret.html", f"/{tmp_path}/secret.html"):
        response = client.get(path)
        assert response.status_code == 404
        assert b"secret" not in response.content


def test_before_anything_was_published_the_front_page_says_so(client, storage):
    response = client.get("/")
    assert response.status_code == 200
    assert "Nothing is published here yet" in response.content.decode()
    assert client.get("/x/").status_code == 404


@override_settings(DEBUG=True)
def test_errors_of_the_disk_are_not_called_missing_pages(client, storage, monkeypatch):
    def fail(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(type(storage), "open", fail)
    with pytest.raises(OSError, match="Input/output"):
        client.get("/")
