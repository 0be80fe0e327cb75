"""One proposition, one claim."""

import pytest

from claims.splitting.split import split


def texts(text):
    return [claim.text for claim in split(text).claims]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Freeland backs the port, while Roeland supports groups that fight it.",
            ["Freeland backs the port", "Roeland supports groups that fight it"],
        ),
        (
            "While the two towns argue over the bridge, a storm has closed the port.",
            ["the two towns argue over the bridge", "a storm has closed the port"],
        ),
        (
            "No deaths were reported, but the town evacuated 80 people.",
            ["No deaths were reported", "the town evacuated 80 people"],
        ),
        (
            "The strikes killed 28, including seven children, in attacks on the village north of the city.",
            ["The strikes killed 28, including seven children, in attacks on the village north of the city"],
        ),
        (
            "The town evacuated 80 people after a shell landed near the port.",
            ["The town evacuated 80 people after a shell landed near the port"],
        ),
        (
            "The report comes after North and South Freeland exchanged fire.",
            ["North and South Freeland exchanged fire"],
        ),
        ("Anna Doe and John Roe opened the bridge in 2010.", ["Anna Doe and John Roe opened the bridge in 2010"]),
        (
            "Nobody was hurt, but a flat above a shop in Lessing was badly damaged.",
            ["Nobody was hurt", "a flat above a shop in Lessing was badly damaged"],
        ),
        (
            "The camera was out of order for a month, so one year is missing.",
            ["The camera was out of order for a month", "one year is missing"],
        ),
        (
            "Accidents are down: police recorded nine injuries in the first year.",
            ["Accidents are down", "police recorded nine injuries in the first year"],
        ),
        (
            "Doe said prices fell last month, but fewer than one in ten of the shops had cut theirs.",
            ["prices fell last month", "fewer than one in ten of the shops had cut theirs"],
        ),
        (
            "The market stayed tight in May, with 1.3 vacancies for every person out of work.",
            ["The market stayed tight in May", "1.3 vacancies for every person out of work"],
        ),
        ("The yearbook, which was published in May, says nine people left.", ["nine people left"]),
        ("The bridge was closed; four piers had cracks.", ["The bridge was closed", "four piers had cracks"]),
        (
            "Doe accused the army of shelling two villages and of killing nine people.",
            ["shelling two villages", "killing nine people"],
        ),
        (
            "It was found, the prosecutor alleged, on a hook by the door.",
            ["It was found, the prosecutor alleged, on a hook by the door"],
        ),
        (
            "“He knew it very well,” she said, “because he had been told by the purser.”",
            ["He knew it very well,” she said, “because he had been told by the purser"],
        ),
        (
            "The same group, which has received money from the port, said the bridge was closed.",
            ["The same group, which has received money from the port", "the bridge was closed"],
        ),
        (
            "The International Relief Mission, which runs a clinic nearby, said 2,300 people had left.",
            ["runs a clinic nearby", "2,300 people had left"],
        ),
        ("A doctor at the port, who asked not to be named, said the bridge was closed.", ["the bridge was closed"]),
        (
            "Whether it holds for ships and small boats is not known.",
            ["Whether it holds for ships and small boats is not known"],
        ),
        (
            '"He has not been down there for ten years, and I have," Doe said.',
            ["He has not been down there for ten years, and I have"],
        ),
        ('Doe called the remark "beneath contempt".', ['Doe called the remark "beneath contempt"']),
        ("Asked about the bridge, Doe said it was closed.", ["it was closed"]),
    ],
)
def test_it_cuts_where_a_new_subject_has_its_own_verb(text, claims):
    assert texts(text) == claims


def test_the_final_stop_and_the_outer_quotation_marks_are_left_out():
    assert texts('Anna Doe said: "The bridge was closed."') == ["The bridge was closed"]


def test_a_quotation_inside_a_claim_keeps_its_marks():
    assert texts('Anna Doe said the bridge was "a wreck".') == ['the bridge was "a wreck"']


def test_an_abbreviation_keeps_its_full_stop():
    assert texts("The ship was built in the U.S.") == ["The ship was built in the U.S."]
