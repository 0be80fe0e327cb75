"""What kind of statement: told by the words, whatever the score."""

import pytest

from claims.splitting.split import split


def kinds(text):
    return [claim.kind for claim in split(text).claims]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ferry carried 143 people when it sank.", "claim"),
        ("The agency knew that the flock was ill in April.", "claim"),
        ("The minister issued an order that the units should leave the port.", "claim"),
        ("Who is going to pay for the new bridge?", "question"),
        ("Neither account could be independently verified.", "boilerplate"),
        ("This is an edited transcript of the interview.", "boilerplate"),
        ("He is a liar and a coward.", "insult"),
        ('Doe referred to the rebels as "animals".', "insult"),
        ('Doe called the mayor "a clown".', "insult"),
        ("There are rats in the cellar of the school.", "claim"),
        ("Roe Ltd declined to comment on the figures.", "speech_act"),
        ("The company has been contacted for comment.", "speech_act"),
        ("The army denied this.", "speech_act"),
        ("The company expressed its deepest sorrow.", "speech_act"),
        ("Anna Doe praised the mayor for the bridge.", "speech_act"),
        ('Anna Doe called conditions "beyond anything we planned for".', "opinion"),
        ("We want a better road.", "opinion"),
        ("It's a choice between flu and a cold.", "opinion"),
        ("You cannot sell boots in the rain.", "opinion"),
        ("Let the people of this town decide who runs it.", "opinion"),
        ("Everybody should see a doctor.", "opinion"),
        ("It was closed by the port.", "claim"),
        ("The port may close the bridge.", "prediction"),
        ("The group may have closed the bridge.", "claim"),
        ("The council will vote on the plan.", "prediction"),
    ],
)
def test_the_kind_is_told_by_the_words(text, kind):
    assert kinds(text) == [kind]


def test_an_insult_with_a_fact_in_it_is_a_claim():
    assert kinds("These animals used poison gas against the town.") == ["claim"]


@pytest.mark.parametrize(
    "text",
    ["Good morning, Nadia.", "Local Democracy Desk", "Hold your nose.", "Published 14:20", "Thank you very much."],
)
def test_greetings_and_labels_make_no_claim(text):
    body = "The bridge was closed on Monday after cracks were found."
    assert [
        claim.text
        for claim in split(f"{body}\n\n{text}\n\n{body[:22]} by police on Friday.").claims
        if claim.text in text
    ] == []
