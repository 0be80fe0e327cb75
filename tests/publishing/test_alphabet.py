"""Names in any script find their letters, and the letters an address."""

import pytest

from claims.publishing.alphabet import groups_of, initials, segment, sort_key


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Léa Martin", "le"),
        ("“The” ministry", "th"),
        ("X", "x0"),
        ("3M", "3m"),
        ("سامي", "سا"),
        ("", "00"),
        ("…", "00"),
        ("ﬃ", "ff"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_name_stands_in_the_whole_list_under_its_letter_and_under_its_first_two() -> None:
    assert groups_of("le") == ["", "l", "le"]


def test_addresses_of_groups_are_plain_and_each_its_own() -> None:
    groups = ["l", "le", "س", "سا", "u0", "\u1f3d7", "\U0001f3d7"]
    assert [segment(group) for group in groups[:4]] == ["l", "le", "u000633", "u000633u000627"]
    assert len({segment(group) for group in groups}) == len(groups)


def test_names_are_ordered_whatever_their_accents() -> None:
    assert sorted(["Zoë", "Émile", "abe", "Eve"], key=sort_key) == ["abe", "Émile", "Eve", "Zoë"]
