"""Who says what: the shapes in which reporters attribute."""

import pytest

from claims.splitting.split import split


def said(text):
    """Give {claim text: (speaker, cue)} of a text."""
    return {claim.text: (claim.speaker, claim.cue) for claim in split(text).claims}


@pytest.mark.parametrize(
    ("text", "claim", "speaker", "cue"),
    [
        ("Anna Doe said the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        ("Anna Doe said on Monday that the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        ("The bridge was closed, Anna Doe said.", "The bridge was closed", "Anna Doe", "said"),
        ("The bridge was closed, said Anna Doe.", "The bridge was closed", "Anna Doe", "said"),
        ('"The bridge was closed," Anna Doe said.', "The bridge was closed", "Anna Doe", "said"),
        ('"The bridge was closed," said Anna Doe.', "The bridge was closed", "Anna Doe", "said"),
        ('"The bridge was closed", said Anna Doe.', "The bridge was closed", "Anna Doe", "said"),
        ('Anna Doe said: "The bridge was closed."', "The bridge was closed", "Anna Doe", "said"),
        ('Anna Doe told reporters: "The bridge was closed."', "The bridge was closed", "Anna Doe", "told"),
        ("Anna Doe told the BBC the bridge was closed.", "the bridge was closed", "Anna Doe", "told"),
        ("According to Anna Doe, the bridge was closed.", "the bridge was closed", "Anna Doe", "According to"),
        ("The bridge was closed, according to Anna Doe.", "The bridge was closed", "Anna Doe", "according to"),
        ("In a statement on Monday Anna Doe said the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        (
            "The Port Agency said last month it was inspecting the bridge.",
            "it was inspecting the bridge",
            "Port Agency",
            "said",
        ),
        ("Anna Doe, who runs the port, said the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        ("Anna Doe, the port's director, said the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        ("The port's director, Anna Doe, said the bridge was closed.", "the bridge was closed", "Anna Doe", "said"),
        (
            "Port director Anna Doe has also said that the bridge was closed.",
            "the bridge was closed",
            "Anna Doe",
            "said",
        ),
    ],
)
def test_it_finds_speaker_cue_and_content(text, claim, speaker, cue):
    assert said(text)[claim] == (speaker, cue)


def test_accusing_of_two_things_is_two_claims():
    found = said(
        "The ministry criticised the port on Monday, accusing Roe Ltd of hiding cracks and of bribing inspectors."
    )
    assert found["hiding cracks"] == ("The ministry", "accusing")
    assert found["bribing inspectors"] == ("The ministry", "accusing")


def test_the_speech_act_before_an_accusation_is_no_ones_claim():
    found = said(
        "Harbour Union criticised the port on Monday, accusing Roe Ltd of hiding cracks and of bribing inspectors."
    )
    assert found["Harbour Union criticised the port on Monday"] == (None, None)


def test_a_second_cue_after_and_keeps_the_speaker():
    found = said('Anna Doe called the report "a joke" and said the bridge was closed by the port.')
    assert found["the bridge was closed by the port"] == ("Anna Doe", "said")


def test_a_participle_after_a_quotation_keeps_the_speaker():
    found = said('"The bridge was closed," Anna Doe said, adding that four piers had cracks.')
    assert found["four piers had cracks"] == ("Anna Doe", "adding")


def test_a_nested_source_makes_a_chain_that_ends_with_who_speaks():
    (claim,) = split("According to the Port Times, Anna Doe said the bridge was closed.").claims
    assert [(link.speaker, link.cue) for link in claim.attribution] == [
        ("Port Times", "According to"),
        ("Anna Doe", "said"),
    ]
    assert claim.speaker == "Anna Doe"


def test_a_source_inside_a_relative_clause_speaks_only_there():
    found = said(
        "Anna Doe criticised the port over an accident the coast guard said occurred on 2 August near the bridge."
    )
    assert found["occurred on 2 August near the bridge"] == ("the coast guard", "said")


def test_a_quotation_in_the_next_paragraph_goes_on_with_the_speaker():
    found = said('"The bridge was closed by the port," Anna Doe wrote.\n\n"Four of its piers have deep cracks."')
    assert found["Four of its piers have deep cracks"] == ("Anna Doe", "wrote")


def test_all_sentences_of_a_quotation_belong_to_the_speaker_named_at_its_end():
    found = said('"The bridge was closed. Four piers have cracks. We warned them in May", said Anna Doe.')
    assert found["The bridge was closed"] == found["Four piers have cracks"] == ("Anna Doe", "said")


def test_an_open_quotation_continues_in_the_next_paragraph():
    found = said('Anna Doe said: "The bridge was closed by the port.\n\n"Four of its piers have deep cracks."')
    assert found["Four of its piers have deep cracks"][0] == "Anna Doe"


def test_a_but_after_a_quotation_is_the_outlets_own_voice():
    found = said('The letter says "all claims will be paid within a month", but Roe Ltd has paid 12 of 400.')
    assert found["Roe Ltd has paid 12 of 400"] == (None, None)


def test_a_passive_is_no_cue():
    found = said("No deaths were reported in the town after the storm.")
    assert found == {"No deaths were reported in the town after the storm": (None, None)}


def test_a_hedge_inside_a_claim_stays_in_it():
    found = said("Anna Doe blamed Roe Ltd for what she said was a crime.")
    assert found["Roe Ltd for what she said was a crime"] == ("Anna Doe", "blamed")


def test_a_vague_source_at_the_end_of_somebodys_words_is_part_of_them():
    found = said("Anna Doe said the storm had killed 12 people according to early estimates.")
    assert found["the storm had killed 12 people according to early estimates"] == ("Anna Doe", "said")


def test_what_is_told_about_a_source_in_passing_is_the_outlets_claim():
    found = said("Roe Ltd, which has received state aid since 2010, said the bridge was closed.")
    assert found["Roe Ltd, which has received state aid since 2010"] == (None, None)


def test_who_somebody_is_identified_as_is_said_by_those_who_identify():
    found = said("The film shows the boat being rammed by a man whom witnesses identified as a member of the crew.")
    assert found["a man whom witnesses identified as a member of the crew"] == ("witnesses", "identified")


def test_a_quotation_mark_of_inches_opens_nothing():
    assert len(split('The pipe is 6" wide and the other one 8" wide. Roe Ltd built both in 2010.').claims) == 2
