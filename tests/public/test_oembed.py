"""oEmbed and the card are answered from files, to whoever asks, in a frame or not."""

import json

import pytest
from django.core.files.storage import storages

from claims.publishing import writer
from tests.publishing.samples import HARBOUR


@pytest.fixture(autouse=True)
def page(settings, tmp_path):
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "public": backend}
    settings.SITE_URL = "https://facts.example"
    writer.write_page(check=HARBOUR, storage=storages["public"])


def ask(client, **given):
    return client.get("/oembed", {"url": HARBOUR.url} | given)


def test_it_answers_without_the_database(client):
    answer = ask(client, maxwidth="300")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (answer.json()["type"], answer.json()["width"]) == ("rich", 300)


def test_it_speaks_xml(client):
    answer = ask(client, format="xml")
    assert answer["Content-Type"].startswith("text/xml")
    assert b"<provider_name>The Harbour Ledger</provider_name>" in answer.content


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"format": "yaml"}, 501),
        ({"url": "https://facts.example/checks/none/"}, 404),
        ({"url": "https://other.example/checks/x/"}, 404),
        ({"url": "https://facts.example/checks/../"}, 404),
        ({"url": f"https://facts.example/checks/{'a' * 300}/"}, 404),
        ({"url": "https://facts.example/checks/a\\..\\b/"}, 404),
        ({"url": ""}, 404),
        ({"maxwidth": "wide"}, 400),
        ({"maxheight": "-1"}, 400),
        ({"maxwidth": "9" * 5000}, 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_line(client, given, status):
    answer = ask(client, **given)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")


def test_only_the_card_may_stand_in_a_frame(client):
    card = client.get(f"{HARBOUR.path}card/")
    assert card.status_code == 200
    assert "X-Frame-Options" not in card
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "script-src 'self'" in card["Content-Security-Policy"]
    whole = client.get(HARBOUR.path)
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]


def test_feeds_and_pictures_come_with_their_types(client):
    storage = storages["public"]
    for name, kind in (
        ("a.rss", "application/rss+xml"),
        ("a.atom", "application/atom+xml"),
        ("a.xml", "application/xml"),
    ):
        writer.write(storage, f"feeds/{name}", "<a/>")
        assert client.get(f"/feeds/{name}")["Content-Type"].startswith(kind)
    picture = json.loads(writer.read(storage, f"checks/{HARBOUR.slug}/oembed.json"))["thumbnail_url"]
    assert client.get(picture.removeprefix("https://facts.example"))["Content-Type"] == "image/png"
