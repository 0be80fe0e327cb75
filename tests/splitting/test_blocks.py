"""The text as blocks: what is story, and what stands around it."""

import pytest

from claims.splitting.paragraphs import find_blocks


def kinds(text):
    return [block.kind for block in find_blocks(text)]


STORY = "The mayor said on Monday that the bridge was closed after an inspection found cracks in four of its piers."


def test_a_headline_is_a_short_first_line_without_a_full_stop():
    assert kinds(f"Bridge closed after cracks found\n\n{STORY}") == ["headline", "body"]


def test_a_text_that_opens_with_a_sentence_has_no_headline():
    assert kinds(f"The bridge is closed.\n\n{STORY}") == ["body", "body"]


def test_a_standfirst_stands_between_the_headline_and_what_opens_the_story():
    text = f"Bridge closed after cracks found\n\nThe mayor blames the builder.\n\nPicture: Port Agency.\n\n{STORY}"
    assert kinds(text) == ["headline", "standfirst", "credit", "body"]


def among(line):
    """Give the blocks of a line that stands between two paragraphs."""
    text = f"{STORY}\n\n{line}\n\n{STORY}"
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)[1:-1]]


@pytest.mark.parametrize(
    "line",
    [
        "Picture: AFP.",
        "Photo by Jane Doe/Port Agency",
        "(Photograph: Jane Doe)",
        "Image: Harbour Board.",
        "Image source, Getty Images",
        "REUTERS/Jane Doe",
        "Jane Doe/AFP/Getty Images",
        "(AP Photo/Jane Doe)",
    ],
)
def test_a_picture_credit_is_no_part_of_the_story(line):
    assert among(line) == [("credit", line)]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge on Monday.", "Image: Port Agency."),
        ("The bridge on Monday", "Photo: Jane Doe"),
        ("The bridge, built in 1962.", "Photograph: Jane Doe/The Guardian"),
        ("A man crosses the bridge in Port Roe on Tuesday, March 5, 2024.", "(AP Photo/Jane Doe)"),
        ("Firefighters at the scene.", "REUTERS/Jane Doe"),
        ("Anna Doe speaks in Oslo.", "Jane Doe/AFP/Getty Images"),
    ],
)
def test_a_credit_after_a_caption_is_a_block_of_its_own(caption, credit):
    assert among(f"{caption} {credit}") == [("caption", caption), ("credit", credit)]


@pytest.mark.parametrize(
    "line",
    [
        "He said he would not name his source: the ministry.",
        "The drug is sold as a 50/50 mixture, the agency said.",
        "Reuters reported the closure first.",
        "Getty Images sued the firm in 2023.",
        "Video by a bystander shows the wall falling.",
        "Written by three doctors, the letter says patients died.",
        "Reporting by the agency found that 12 people had died.",
        "Advertising revenue fell by five percent last year.",
        "Subscribers left the service in droves.",
        "For more than 20 years, the bridge was safe.",
        "Copyright law was changed in 2019.",
        "By Monday, 12 bridges had been closed.",
        "Published in 2019, the report was ignored.",
        "Share prices fell on Monday.",
        "Getting home took drivers four hours on Monday.",
    ],
)
def test_a_sentence_that_looks_like_a_credit_or_a_notice_is_none(line):
    assert among(line) == [("body", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Friday, August 21, 2015",
        "21 August 2015",
        "2015-08-21",
        "Aug. 21, 2015",
        "Mon 4 Mar 2024 06.00 GMT",
        "Last modified on Mon 4 Mar 2024 14.35 GMT",
        "Updated 3:45 p.m. ET, March 3, 2024",
        "3 hours ago",
        "5 min read",
        "1:05 P.M. EST",
        "14.02 GMT",
        "PTI | Updated: Mar 12, 2024 18:02 IST",
    ],
)
def test_a_line_that_is_only_a_date_is_one(line):
    assert among(line) == [("date", line)]


def test_a_date_that_runs_into_the_story_is_cut_off():
    assert among("Thursday, May 7, 2015 On Tuesday the bridge was closed.") == [
        ("date", "Thursday, May 7, 2015"),
        ("body", "On Tuesday the bridge was closed."),
    ]
    sentence = "May 7, 2015 was the day the bridge was closed."
    assert among(sentence) == [("body", sentence)]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and JOHN ROE",
        "By Jane Doe, political correspondent",
        "By Jane Doe in Kyiv and John Roe | BBC News",
        "Jane Doe, BBC News",
        "Associated Press",
        "Associated Press writers John Roe in Chicago and Jane Poe in Paris contributed to this report.",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "Reporting by Jane Doe in Oslo; Additional reporting by John Roe; Writing by Ann Poe; Editing by Tom Low",
    ],
)
def test_a_byline_is_one(line):
    assert among(line) == [("byline", line)]


def test_names_under_the_headline_are_a_byline():
    text = f"Bridge closed after cracks found\n\nAnna Doe and John Roe\n\n{STORY}\n\n{STORY}"
    assert kinds(text) == ["headline", "byline", "body", "body"]


@pytest.mark.parametrize("line", ["Read more: The bridge", "Share", "* * *", "----", "ENDS", "(CROSSTALK)"])
def test_what_the_site_says_is_a_notice(line):
    assert among(line) == [("notice", line)]


def test_a_sentence_that_begins_with_by_is_no_byline():
    assert kinds(f"{STORY}\n\nBy Monday the bridge was closed.")[1] == "body"


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW - ",
        "PARIS (AP) — ",
        "PARIS (Reuters) -",
        "WASHINGTON, Jan 5 (Reuters) - ",
        "LONDON, 12 March (AP) — ",
        "NEW YORK - ",
        "Nairobi, Kenya (AP) -- ",
        "ST. LOUIS (AP) — ",
        "GAZA/JERUSALEM, Oct. 10 (Reuters) - ",
        "PORT-AU-PRINCE, Haiti (AP) — ",
        "SÃO PAULO — ",
        "NEW YORK (AP) _ ",
        "MOSCOW—",
        "Berlin (dpa) - ",
        "(Reuters) - ",
        "(CNN) ",
        "NEW DELHI: ",
    ],
)
def test_a_dateline_is_cut_off(dateline):
    dateline = dateline if dateline.endswith((" ", "—")) else dateline + " "
    (block,) = find_blocks(dateline + STORY)
    assert (block.kind, block.lead) == ("body", len(dateline))


@pytest.mark.parametrize(
    "line",
    [
        "WHO - the UN health agency - said on Monday that the outbreak was over.",
        "US–China trade talks broke down on Monday.",
        "NATO (North Atlantic Treaty Organization) Secretary General Anna Doe spoke.",
        "The bridge - Roe calls it a ruin - was closed.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(line):
    (block,) = find_blocks(line)
    assert block.lead == 0


def turns(text):
    """Give (label, what is said) of the blocks that are speech."""
    blocks = find_blocks(text)
    return [(block.label, text[block.lead : block.end]) for block in blocks if block.kind == "speech"]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        (
            "ROE: We left.\nDOE: They stayed in the valley\nall night.",
            [("ROE", "We left."), ("DOE", "They stayed in the valley\nall night.")],
        ),
        ("Q: Is it safe?\n\nA: No.", [("Q", "Is it safe?"), ("A", "No.")]),
        ("Q    Is it safe?\n\nMS. DOE:  No.", [("Q", "Is it safe?"), ("MS. DOE", "No.")]),
        ("INTERVIEWER: Is it safe?\nDoe: No.", [("INTERVIEWER", "Is it safe?"), ("Doe", "No.")]),
        (
            "Anna Doe: We left.\n\nJohn Roe: Why?\n\nAnna Doe: It rained.",
            [("Anna Doe", "We left."), ("John Roe", "Why?"), ("Anna Doe", "It rained.")],
        ),
        (
            "SEN. ANNA DOE (D), OHIO: No.\n\nROE (on camera): Why?",
            [("SEN. ANNA DOE (D), OHIO", "No."), ("ROE (on camera)", "Why?")],
        ),
        (
            "ANNA DOE:\nWe left.\n\nROE:\nWhy?",
            [("ANNA DOE", ""), ("ANNA DOE", "We left."), ("ROE", ""), ("ROE", "Why?")],
        ),
        (
            "Anna Doe (Leeds) (Lab): Why?\n\nThe Minister for Roads (Mr Roe): It rained.\n\nAnna Doe: No.",
            [
                ("Anna Doe (Leeds) (Lab)", "Why?"),
                ("The Minister for Roads (Mr Roe)", "It rained."),
                ("Anna Doe", "No."),
            ],
        ),
        ("[00:12] ROE: We left.\n>> DOE: Why?", [("ROE", "We left."), ("DOE", "Why?")]),
    ],
)
def test_a_label_says_who_speaks(text, speech):
    assert turns(text) == speech


def test_a_turn_goes_on_without_a_label_in_a_long_conversation():
    text = "\n\n".join(
        ["ROE: Why?", "DOE: It rained.", "It snowed, too.", "(APPLAUSE)", "ROE: And then?", "DOE: We left."]
    )
    assert turns(text)[2] == ("DOE", "It snowed, too.")
    assert len(turns(text)) == 5


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge closed\n\nUpdate: {STORY}\n\n{STORY}",
        f"Bridge closed\n\nNEW DELHI: {STORY}\n\n{STORY}",
        f"OUR BRIDGE, THEIR BILL: how cracks closed the road\n\n{STORY}\n\n{STORY}",
        f"Reports: bridge 'was known to be unsafe'\n\n{STORY}\n\n{STORY}",
        "Winner: Anna Doe\nRunner-up: John Roe\nThird: Ann Poe",
    ],
)
def test_words_before_a_colon_are_no_label_without_a_conversation(text):
    assert turns(text) == []


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "•", "1. ", "12) ", "(3) ", "a) ", "(b) ", "iv. "])
def test_a_list_item_is_one(mark):
    text = f"{STORY}\n{mark}The bridge\n{mark}The road"
    assert kinds(text) == ["body", "list", "list"]
    block = find_blocks(text)[1]
    assert text[block.lead : block.end] == "The bridge"


WRAPPED = """\
The mayor said on Monday that the bridge had been closed after an
inspection found cracks in four of its piers. Engineers had warned of
them since 2010, but the money for repairs went to the ports. Mayor
Doe-Roe-Castellani said the city would pay. The road along the river
- which was closed in May - is open again, and traffic was light on
2. March, when the school opened. The council meets at the end of the
week."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
def test_wrapped_lines_make_one_paragraph_whatever_stands_first_in_them(end):
    (block,) = find_blocks(WRAPPED.replace("\n", end))
    assert block.kind == "body"


def test_wrapped_paragraphs_without_an_empty_line_are_told_apart_by_their_short_last_line():
    text = (
        "The mayor said on Monday that the bridge had been closed after an\n"
        "inspection found cracks in four of its piers.\n"
        "Engineers found cracks in four of its piers last week, according to\n"
        "a report that was published on Friday.\n"
    )
    assert len(find_blocks(text)) == 2


def test_short_lines_that_are_not_full_stay_apart():
    text = "Bridge closed\nCracks found in four piers\nMayor Anna Doe blames the builder\nThe road is open"
    assert len(find_blocks(text)) == 4


def test_a_form_feed_in_a_sentence_does_not_end_it():
    text = "The costs that were given to Parliament in the spring\n\x0cwere wrong, the committee found."
    assert len(find_blocks(text)) == 1


def test_hard_wrapped_lines_make_one_paragraph():
    text = (
        "The mayor said on Monday that the bridge\nwas closed after an inspection found cracks\nin four of its piers."
    )
    assert len(find_blocks(text)) == 1


def test_lines_that_are_paragraphs_stay_apart():
    assert len(find_blocks(f"{STORY}\n{STORY}\n{STORY}")) == 3


def test_windows_line_ends_count_once():
    assert len(find_blocks(f"{STORY}\r\n\r\n{STORY}")) == 2
