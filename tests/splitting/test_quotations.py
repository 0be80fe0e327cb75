"""What stands between quotation marks."""

import pytest

from claims.splitting.paragraphs import find_blocks
from claims.splitting.quotations import find_quotations


def quotations(text):
    return [text[quotation.start : quotation.end] for quotation in find_quotations(text, find_blocks(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "we left" and "they stayed."', ['"we left"', '"they stayed."']),
        ("“We left,” she said. “He told me ‘go now’ and I went.”", ["“We left,”", "“He told me ‘go now’ and I went.”"]),
        ("‘We left,’ she said. ‘The mayors’ idea failed.’", ["‘We left,’", "‘The mayors’ idea failed.’"]),
        ("The rebels' base near the villages' edge was hit.", []),
        ("In the '90s the word 'bridge' was used.", ["'bridge'"]),
        ('He said,"We left."', ['"We left."']),
        ('He said: “We left," and went.', ['“We left,"']),
        ('A “so-called "safe" zone” was shelled.', ['“so-called "safe" zone”']),
        (
            "«Nous partons», he said. „Wir gehen“, she said. „Ich auch”, he said.",
            ["«Nous partons»", "„Wir gehen“", "„Ich auch”"],
        ),
        ('A 6" fall of snow. "It is bad," she said.', ['"It is bad,"']),
        ("'Tis late, said 'Roe' of 'Doe'.", ["'Roe'", "'Doe'"]),
    ],
)
def test_quotations_are_paired(text, found):
    assert quotations(text) == found


def test_a_quotation_left_open_goes_on_in_the_next_paragraph():
    text = "“We left.\n\n“They stayed,” he said."
    first, second = find_quotations(text, find_blocks(text))
    assert (first.continues, second.continues) == (False, True)
    assert text[first.inner_start : first.inner_end] == "We left."
    assert text[second.inner_start : second.inner_end] == "They stayed,"
