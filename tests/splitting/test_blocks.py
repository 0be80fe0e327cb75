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


@pytest.mark.parametrize(
    "line", ["Picture: AFP.", "Photo by Jane Doe/Port Agency", "(Photograph: Jane Doe)", "Image: Harbour Board."]
)
def test_a_picture_credit_is_no_part_of_the_story(line):
    assert kinds(f"{STORY}\n\n{line}\n\n{STORY}") == ["body", "credit", "body"]


def test_a_line_that_ends_in_a_credit_is_a_caption():
    assert kinds(f"{STORY}\n\nThe bridge on Monday. Image: Port Agency.\n\n{STORY}")[1] == "caption"


@pytest.mark.parametrize("line", ["Friday, August 21, 2015", "21 August 2015", "2015-08-21", "Aug. 21, 2015"])
def test_a_line_that_is_only_a_date_is_one(line):
    assert kinds(f"{STORY}\n\n{line}\n\n{STORY}")[1] == "date"


@pytest.mark.parametrize("line", ["By Jane Doe", "(Reporting by Jane Doe; Editing by John Roe)"])
def test_a_byline_is_one(line):
    assert kinds(f"{STORY}\n\n{line}\n\n{STORY}")[1] == "byline"


def test_a_sentence_that_begins_with_by_is_no_byline():
    assert kinds(f"{STORY}\n\nBy Monday the bridge was closed.")[1] == "body"


@pytest.mark.parametrize(
    "dateline",
    ["MOSCOW - ", "PARIS (AP) — ", "WASHINGTON, Jan 5 (Reuters) - ", "NEW YORK - ", "Nairobi, Kenya (AP) -- "],
)
def test_a_dateline_is_cut_off(dateline):
    (block,) = find_blocks(dateline + STORY)
    assert (block.kind, block.lead) == ("body", len(dateline))


def test_hard_wrapped_lines_make_one_paragraph():
    text = (
        "The mayor said on Monday that the bridge\nwas closed after an inspection found cracks\nin four of its piers."
    )
    assert len(find_blocks(text)) == 1


def test_lines_that_are_paragraphs_stay_apart():
    assert len(find_blocks(f"{STORY}\n{STORY}\n{STORY}")) == 3


def test_windows_line_ends_count_once():
    assert len(find_blocks(f"{STORY}\r\n\r\n{STORY}")) == 2
