"""The score ranks, and says why in words."""

import pytest

from claims.splitting.reasons import TEXT, Reason
from claims.splitting.split import split


def only(text):
    (claim,) = split(text).claims
    return claim


@pytest.mark.parametrize(
    ("worthy", "unworthy"),
    [
        ("The strikes killed 28 people in Aleppo on 2 August.", "The talks underscored serious tensions between them."),
        ("Roe Ltd paid $3 million to the mayor in 2010.", "The mayor should be proud of the bridge."),
        ("Unemployment fell by 4 percent last year.", "Unemployment will fall next year."),
        ("Four of the piers have cracks.", "Who closed the bridge?"),
    ],
)
def test_what_can_be_checked_ranks_above_what_cannot(worthy, unworthy):
    assert only(worthy).score > 0.5 > only(unworthy).score


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The strikes killed 28 people in Aleppo on 2 August.", "claim"),
        ("Who closed the bridge?", "question"),
        ("The port will close the bridge.", "prediction"),
        ("The mayor should be proud of the bridge.", "opinion"),
        ("Anna Doe praised the mayor.", "speech_act"),
    ],
)
def test_it_tells_kinds_apart(text, kind):
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The strikes killed 28 people.", Reason.VICTIMS),
        ("Roe Ltd paid $3 million to the mayor.", Reason.MONEY),
        ("Unemployment fell by 4 percent.", Reason.SHARE),
        ("The bridge was built in 1998.", Reason.DATE),
        ("The fire was near Aleppo.", Reason.PLACE),
        ("Anna Doe accused Roe Ltd of hiding cracks.", Reason.ACCUSATION),
        ("It was the largest bridge.", Reason.ABSOLUTE),
        ("According to Anna Doe, the bridge was closed.", Reason.ATTRIBUTED),
    ],
)
def test_a_reason_is_given_in_words(text, reason):
    claim = only(text)
    assert TEXT[reason] in claim.reasons
    assert reason.value in claim.reason_codes


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("It was the last bridge over the Arden.", True),
        ("The port was the first to close.", True),
        ("It closed last year.", False),
        ("It lost money in the first three months.", False),
        ("It closed last Tuesday.", False),
        ("At last the port closed it.", False),
    ],
)
def test_last_year_is_no_superlative(text, ranks):
    assert (Reason.ABSOLUTE in only(text).reason_codes) is ranks


def test_every_reason_has_words():
    assert set(TEXT) == set(Reason)


def test_a_headline_that_the_story_repeats_is_marked():
    text = "Port closes bridge over cracks\n\nThe port closed the bridge on Monday after it found cracks in four piers."
    headline, body = split(text).claims
    assert (headline.kind, body.kind) == ("repeat", "claim")
    assert headline.score < body.score


def test_a_picture_credit_makes_no_claim():
    text = "The port closed the bridge on Monday.\n\nPicture: Port Agency.\n\nFour of its piers have cracks."
    assert all("Picture" not in claim.text for claim in split(text).claims)


def test_a_forecast_with_a_figure_can_be_checked_sooner_than_one_without():
    with_figure = only("The bridge will cost the council 40 million crowns.")
    without = only("The bridge will cost the council its good name.")
    assert (with_figure.kind, without.kind) == ("prediction", "prediction")
    assert with_figure.score > 0.5 > without.score
