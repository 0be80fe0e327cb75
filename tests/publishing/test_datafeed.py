"""The data of all checks: each standing one once, with the licence where there is one."""

import json
from dataclasses import replace

import html5lib

from claims.publishing import claimreview, datafeed
from claims.publishing.content import Media
from tests.publishing.samples import EVERY, HARBOUR, HOSTILE, NEWSROOM, STANDING, WITHDRAWN

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def licensed(check):
    return replace(check, newsroom=replace(check.newsroom, data_licence=LICENCE))


def test_a_chunk_holds_the_claim_reviews_of_the_checks_that_stand():
    data = json.loads(datafeed.render_chunk(NEWSROOM, 3, EVERY))
    assert (data["@context"], data["@type"]) == ("https://schema.org", "DataFeed")
    assert data["url"] == "https://facts.example/claimreview/3.json"
    assert data["dateModified"] == "2026-10-23T15:04:00+00:00"
    assert [one["url"] for one in data["dataFeedElement"]] == [check.url for check in STANDING]
    for one in data["dataFeedElement"]:
        (review,) = one["item"]
        assert review.pop("sdPublisher")["name"]
        assert claimreview.problems(review) == []
    assert WITHDRAWN.slug not in json.dumps(data)


def test_the_licence_stands_on_the_feed_and_on_each_review_and_nowhere_where_there_is_none():
    newsroom = licensed(HARBOUR).newsroom
    data = json.loads(datafeed.render_chunk(newsroom, 1, [licensed(HARBOUR)]))
    assert data["sdLicense"] == data["dataFeedElement"][0]["item"][0]["sdLicense"] == LICENCE
    assert "sdLicense" not in datafeed.render_chunk(NEWSROOM, 1, [HARBOUR])
    assert f'rel="license nofollow noreferrer">{LICENCE}' in datafeed.render_page(newsroom, 1)
    assert "No licence is named" in datafeed.render_page(NEWSROOM, 1)


def test_a_claim_about_a_picture_has_both_reviews():
    check = replace(HARBOUR, media=Media("image", "EditedOrCroppedContent"))
    (one,) = json.loads(datafeed.render_chunk(NEWSROOM, 1, [check]))["dataFeedElement"]
    assert [review["@type"] for review in one["item"]] == ["ClaimReview", "MediaReview"]


def test_the_catalogue_and_the_page_name_every_chunk():
    data = json.loads(datafeed.render_catalogue(NEWSROOM, 3))
    assert [one["url"] for one in data["dataset"]] == [
        f"https://facts.example/claimreview/{at}.json" for at in (1, 2, 3)
    ]
    page = datafeed.render_page(HOSTILE.newsroom, 3)
    html5lib.HTMLParser(strict=True).parse(page)
    assert 'href="/claimreview/3.json"' in page
    assert 'href="/feeds/corrections.atom"' in page


def test_nothing_published_is_an_empty_feed():
    assert json.loads(datafeed.render_chunk(NEWSROOM, 1, []))["dataFeedElement"] == []
    assert json.loads(datafeed.render_catalogue(NEWSROOM, 0))["dataset"] == []
