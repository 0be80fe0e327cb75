"""What changed between two texts, and between two lists of evidence."""

from __future__ import annotations

import random
import time

import pytest

from claims.publishing.diff import Block, Kind, diff_text, folded, is_changed
from claims.publishing.diff_records import diff_records, match_records

SIGN = {Kind.SAME: "{}", Kind.ADDED: "[+{}]", Kind.REMOVED: "[-{}]"}


def drawn(blocks: list[Block]) -> str:
    """`a [-b][+c]`: paragraphs one below the other, each with what happened to it unless its runs say so."""
    lines = []
    for block in blocks:
        text = "".join(SIGN[run.kind].format(run.text) for run in block.runs)
        lines.append({Kind.SPACED: f"(spaces) {text}", Kind.FOLDED: f"({block.count} same)"}.get(block.kind, text))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("Same.", "Same.", "Same."),
        ("", "New.", "[+New.]"),
        ("Old.", "", "[-Old.]"),
        ("It cost 40 million.", "It cost 38.2 million.", "It cost[- 40][+ 38.2] million."),
        ("It cost 40,000 crowns.", "It cost 40,500 crowns.", "It cost[- 40,000][+ 40,500] crowns."),
        ("They don’t know.", "They didn’t know.", "They[- don’t][+ didn’t] know."),
        ("The sum is right.", "The sum is right, they said.", "The sum is right[+, they said]."),
        ("One two three four.", "One three four.", "One[- two] three four."),
        # A lone short word between two changes is chance.
        ("The crane of Brink fell today", "The boom of Sons fell today", "The[- crane of Brink][+ boom of Sons] fell today"),  # noqa: E501
        # Nothing in common: one went, another came.
        ("A crane fell.", "Ships waited for weeks", "[-A crane fell.]\n[+Ships waited for weeks]"),
        # A new paragraph is not compared with the one it stands before.
        (
            "The first one.\n\nThe last stays as it is.",
            "The first one.\n\nSomething altogether new here.\n\nThe last stays as it is.",
            "The first one.\n[+Something altogether new here.]\nThe last stays as it is.",
        ),
        (
            "Alpha beta gamma delta.\nOne two three four.",
            "Alpha beta gamma epsilon.\nOne two three five.",
            "Alpha beta gamma[- delta][+ epsilon].\nOne two three[- four][+ five].",
        ),
        # A paragraph that was cut in two: Markdown shows it otherwise, and so the diff does.
        ("- one\n- two", "- one\n\n- two", "- one\n(spaces) - two"),
        ("one  two", "one two", "(spaces) one two"),
        ("    code", "code", "(spaces) code"),
        # Any script. Vowel signs, joiners and skin tones stay with their letters.
        ("मैं हिन्दी बोलता हूँ", "मैं अंग्रेज़ी बोलता हूँ", "मैं[- हिन्दी][+ अंग्रेज़ी] बोलता हूँ"),
        ("قال إن التكلفة أربعون مليونا", "قال إن التكلفة ثلاثون مليونا", "قال إن التكلفة[- أربعون][+ ثلاثون] مليونا"),
        ("口径は四十です", "口径は三十です", "口径は[-四][+三]十です"),
        ("cafe\u0301 noir", "cafe noir", "[-cafe\u0301][+cafe] noir"),
        ("good \U0001f44d\U0001f3fd work", "good \U0001f44d\U0001f3ff work", "good[- \U0001f44d\U0001f3fd][+ \U0001f44d\U0001f3ff] work"),  # noqa: E501
    ],
)  # fmt: skip
def test_words_and_paragraphs(before: str, after: str, expected: str) -> None:
    blocks = diff_text(before, after)
    assert drawn(blocks) == expected
    assert is_changed(blocks) == (before != after)


@pytest.mark.parametrize("seed", range(20))
def test_both_texts_can_be_read_out_of_the_difference(seed: int) -> None:
    chance = random.Random(seed)
    words = ["the", "a", "sum", "of", "40.5", "crowns,", "(crane)", "don’t", "—", "\n", "\n\n", "口径", "हिन्दी"]
    before, after = (" ".join(chance.choices(words, k=chance.randrange(60))) for _ in range(2))

    def without(kind: Kind) -> str:
        return "\n".join(
            "".join(run.text for run in block.runs if run.kind is not kind) for block in diff_text(before, after)
        )

    assert "".join(without(Kind.ADDED).split()) == "".join(before.split())
    assert "".join(without(Kind.REMOVED).split()) == "".join(after.split())


def test_what_did_not_change_is_folded_away() -> None:
    lines = [f"Line number {number} stands here." for number in range(9)]
    changed = [*lines[:4], "Line number four stands here.", *lines[5:]]
    blocks = diff_text("\n".join(lines), "\n".join(changed))
    assert drawn(folded(blocks)) == (
        "(3 same)\nLine number 3 stands here.\nLine number[- 4][+ four] stands here.\n"
        "Line number 5 stands here.\n(3 same)"
    )
    # What would save nothing is left as it is.
    assert drawn(folded(diff_text("One.\nTwo.", "One.\nTwo. More."))) == "One.\nTwo.[+ More.]"


def several(seed: int, length: int, alphabet: str) -> str:
    chance = random.Random(seed)
    return "".join(chance.choices(alphabet, k=length))


LONG = " ".join(f"word{number * 7919 % 700}" for number in range(7000))[:50_000]
HOSTILE = {
    "an everyday correction": (LONG, LONG.replace(" word1 ", " other ")),
    "every other word": (LONG, " ".join(f"x{w}" if at % 2 else w for at, w in enumerate(LONG.split(" ")))),
    "one letter, over and over": ("a " * 25_000, "a " * 12_000 + "b " * 13_000),
    "two letters, turned round": ("a b " * 12_500, "b a " * 12_500),
    "chance words": (several(1, 50_000, "ab "), several(2, 50_000, "ab ")),
    "chance lines": (several(1, 50_000, "ab\n"), several(2, 50_000, "ab\n")),
    "every line another": ("\n".join(map(str, range(10_000))), "\n".join(map(str, range(10_000, 20_000)))),
    "every other line": (
        "\n".join(map(str, range(9_000))),
        "\n".join(str(n if n % 2 else n + 50_000) for n in range(9_000)),
    ),
    "thirty rewritten paragraphs": (
        "\n".join(several(n, 1600, "abcdefgh ") for n in range(30)),
        "\n".join(several(n + 99, 1600, "abcdefgh ") for n in range(30)),
    ),
    "a script without spaces": (several(1, 50_000, "口径四十三天地"), several(2, 50_000, "口径四十三天地")),
    "marks on marks": ("e" + "\u0301" * 49_999, "e" + "\u0300" * 49_999),
    "signs": ("." * 50_000, ".," * 25_000),
    "empty lines": ("\n" * 50_000, "\n" * 25_000 + "x" + "\n" * 24_999),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_long_and_hostile_texts_take_well_under_a_second(case: str) -> None:
    before, after = HOSTILE[case]
    began = time.process_time()
    blocks = diff_text(before, after)
    assert time.process_time() - began < 1.5  # About 0.1 to 0.5 s alone; the machine that tests may be busy.
    assert is_changed(blocks)


NAMES = ("stance", "passage", "title")
KNOWN_BY = [("source", "passage"), ("source",)]


def record(source: str, passage: str = "Page one.", stance: str = "supports") -> dict[str, str]:
    return {"source": source, "title": f"Source {source}", "passage": passage, "stance": stance}


def told(before: list[dict[str, str]], after: list[dict[str, str]]) -> list[tuple[str, int, int, list[str]]]:
    found = diff_records(before, after, names=NAMES, known_by=KNOWN_BY)
    return [(one.kind.value, one.was_place, one.place, list(one.texts)) for one in found]


def test_records_that_came_went_and_changed() -> None:
    a, b, c = record("1"), record("2"), record("3")
    assert told([a, b], [a, b]) == []
    assert told([a], [a, b]) == [("added", 0, 2, [])]
    assert told([a, b], [b]) == [("removed", 1, 0, [])]
    assert told([a, b], [b, a]) == []  # Another order says nothing else.
    assert told([a, b], [record("1", stance="context"), c]) == [
        ("changed", 1, 1, ["stance"]),
        ("added", 0, 2, []),
        ("removed", 2, 0, []),
    ]
    (one,) = diff_records([a], [record("1", passage="Page two.")], names=NAMES, known_by=KNOWN_BY)
    assert drawn(one.texts["passage"]) == "Page[- one][+ two]."


def test_of_several_records_of_one_source_each_stays_itself() -> None:
    first, second = record("1", "The first passage."), record("1", "The second passage.")
    changed = record("1", "The second passage, longer.")
    assert match_records([first, second], [changed, first], known_by=KNOWN_BY) == {0: 1, 1: 0}
    assert told([first, second], [changed, first]) == [("changed", 2, 1, ["passage"])]
