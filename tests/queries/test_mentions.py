"""Whom a text mentions: exactly one person, or nobody."""

from __future__ import annotations

import pytest

from claims.models import User
from claims.queries.mentions import mentions_in

MARA = User(pk=1, username="mara", name="Mara Lind")
MARA_KOS = User(pk=2, username="kos", name="Mara Kos")
JOAO = User(pk=3, username="joao.p", name="João  Pérez")
ANNA_LENA = User(pk=4, username="al", name="Anna-Lena Groß")
TWIN, OTHER_TWIN = User(pk=5, username="t1", name="Sam Lee"), User(pk=6, username="t2", name="Sam Lee")
LAYLA = User(pk=7, username="layla", name="ليلى حداد")
EVERYBODY = [MARA, MARA_KOS, JOAO, ANNA_LENA, TWIN, OTHER_TWIN, LAYLA]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@mara look", [(1, "@mara")]),
        ("@Mara Lind, look", [(1, "@Mara Lind")]),
        ("(@MARA KOS)", [(2, "@MARA KOS")]),
        ("@mara's", [(1, "@mara")]),
        ("@mara. And @kos!", [(1, "@mara"), (2, "@kos")]),
        ("@joao.p and @João Pérez and @João", [(3, "@joao.p"), (3, "@João Pérez"), (3, "@João")]),
        ("@Anna-Lena", [(4, "@Anna-Lena")]),
        ("@Anna-Lena Groß", [(4, "@Anna-Lena Groß")]),
        ("اسألي @ليلى حداد", [(7, "@ليلى حداد")]),
        # Two people, nobody, a part of a word, an address: just text.
        ("@Sam Lee or @Sam", []),
        ("@t2", [(6, "@t2")]),
        ("@nobody and @", []),
        ("@maras", []),
        ("@mara-lou and @mara.k", []),
        ("mail mara@kos.example or x@mara", []),
        ("@@mara", []),
    ],
)
def test_who_is_meant(text: str, found: list[tuple[int, str]]) -> None:
    got = mentions_in(text, EVERYBODY)
    assert [(one.person_id, text[one.start : one.end]) for one in got] == found


def test_of_two_people_with_one_name_the_handle_means_one() -> None:
    # "mara" is the handle of one and the first name of two: the handle counts.
    assert [one.person_id for one in mentions_in("@Mara", EVERYBODY)] == [1]
    assert mentions_in("@Mara", [MARA_KOS, User(pk=8, username="m2", name="Mara Wolf")]) == []


def test_without_people_nobody_is_meant() -> None:
    assert mentions_in("@mara", []) == []
