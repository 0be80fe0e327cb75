"""Speakers resolved to the fullest name the article gives, and never guessed."""

import pytest

from claims.splitting.split import split

INTRO = "Anna Doe, the director of the Harbour Institute, spoke on Monday. "


def speaker_of(text, claim):
    return next(c.speaker for c in split(text).claims if c.text == claim)


@pytest.mark.parametrize("pronoun", ["She", "Doe", "Ms Doe"])
def test_a_short_form_becomes_the_full_name(pronoun):
    assert speaker_of(f"{INTRO}{pronoun} said the bridge was closed.", "the bridge was closed") == "Anna Doe"


def test_the_full_name_may_come_later():
    text = "Doe said the bridge was closed. The city was told by Anna Doe in May."
    assert speaker_of(text, "the bridge was closed") == "Anna Doe"


def test_a_pronoun_passes_over_a_person_of_the_other_gender():
    text = f"{INTRO}John Roe, the mayor, praised the report. She said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Anna Doe"


def test_the_ministry_is_the_one_named_before():
    text = "Freeland's transport ministry met on Monday. The ministry said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Freeland's transport ministry"


def test_the_same_group_is_the_one_named_before():
    text = "Doe blamed the Free Port Army's Red Anchor group for the fire. The same group said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Red Anchor group"


def test_a_short_form_is_written_out():
    text = "The Northern Harbour Agency (NHA) met on Monday. NHA said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Northern Harbour Agency"


def test_it_stands_for_the_body_that_spoke_last():
    text = '"The bridge is closed for good", said the Port Agency. "Four of the piers have cracks", it added.'
    assert speaker_of(text, "Four of the piers have cracks") == "Port Agency"


def test_titles_are_no_part_of_a_name():
    text = "Home Secretary Anna Doe said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Anna Doe"


def test_a_pronoun_that_nothing_answers_names_nobody():
    (claim,) = split("She said the bridge was closed.").claims
    assert (claim.speaker, claim.speaker_as_printed) == (None, "She")
    assert [link.speaker for link in claim.attribution] == ["She"]


def test_a_body_that_was_never_named_stays_as_printed():
    (claim,) = split("The ministry said the bridge was closed.").claims
    assert (claim.speaker, claim.speaker_resolved) == ("The ministry", False)


@pytest.mark.parametrize(
    "text",
    [
        "An official said the bridge was closed.",
        "A spokesman for the ministry of transport said the bridge was closed.",
        "One witness feared for his life. The witness said the bridge was closed.",
        "A doctor spoke on Monday. She said the bridge was closed.",
    ],
)
def test_a_role_without_a_name_is_nobody_yet(text):
    claim = next(claim for claim in split(text).claims if claim.text == "the bridge was closed")
    assert not claim.speaker_resolved


def test_a_role_that_has_its_name_is_somebody():
    text = f"{INTRO}The director said the bridge was closed."
    claim = next(claim for claim in split(text).claims if claim.text == "the bridge was closed")
    assert (claim.speaker, claim.speaker_resolved) == ("Anna Doe", True)


def test_two_people_of_one_surname_are_not_confused():
    text = "Anna Doe and Peter Doe run the port. Doe said the bridge was closed."
    assert speaker_of(text, "the bridge was closed") == "Doe"


def test_the_outlets_own_voice_has_no_speaker():
    (claim,) = split("A storm killed 12 people in the harbour on Monday.").claims
    assert (claim.speaker, claim.cue, claim.attribution) == (None, None, ())
