"""Figures: numbers with what they count or measure, ranges, bounds, shares, sums of money and scores."""

from claims.splitting.details.detail import Detail
from claims.splitting.details.numbers import Number, plain, read_number
from claims.splitting.details.places import known_place
from claims.splitting.details.tables import Scan, Tables
from claims.splitting.details.words import Word, touches
from claims.splitting.wordlists import word_classes

SIGNS = frozenset("$€£¥₽₴₹₺₪₩₿฿")
DASHES = "-–—‒"
# As far as this before a score stands the word that makes it one ("won ... 2-1").
SCORE_REACH = 6

Step = tuple[Detail, int]


def read_figure(scan: Scan, index: int) -> Step | None:
    """Read the figure that begins at `index`, a bound before it included; give it and the index of the word after."""
    text, words, tables = scan.text, scan.words, scan.tables
    bound = tables.bounds.at(words, index)
    if bound:
        step = read_amount(scan, bound.following) if bound.following < len(words) else None
        if step is None or not touches(text, words[bound.following - 1], words[bound.following]):
            return None
        detail, following = step
        if detail.unit == "ordinal":
            return step
        start = words[index].start
        bounded = Detail(
            detail.kind,
            start,
            detail.end,
            text[start : detail.end],
            detail.value,
            detail.unit,
            detail.upper,
            bound.payload,
        )
        return bounded, following
    return read_amount(scan, index)


def is_article(scan: Scan, index: int) -> bool:
    """Say whether an article stands here that no share or scale follows, so that it is no number ("a third" is)."""
    lower = scan.words[index].lower
    if not scan.tables.has("article", lower) or lower in scan.tables.values:
        return False
    following = scan.words[index + 1].lower if index + 1 < len(scan.words) else ""
    return following not in scan.tables.fractions and following not in scan.tables.scales


def read_amount(scan: Scan, index: int) -> Step | None:
    """Read a sum of money or a number with its unit."""
    text, words, tables = scan.text, scan.words, scan.tables
    start, sign = index, ""
    unit = tables.units.at(words, index)
    if unit and text[unit.end - 1] in SIGNS | frozenset("%") and unit.following < len(words):
        sign, index = unit.payload, unit.following
        if words[index].start - unit.end > 1 or not words[index].text[0].isdecimal():
            return None
    number = read_number(scan, index)
    if number is None:
        return None
    upper = read_upper(scan, index, number)
    if upper and upper.scale > 1 and number.scale == 1 and number.value and upper.value:
        # "10 to 15 million"
        shared = plain(number.value * upper.scale)
        number = number._replace(value=shared if shared < upper.value else number.value)
    last = upper or number
    found = (sign, last.following, last.end) if sign else unit_after(scan, last)
    name, following, end = found or ("", last.following, last.end)
    if upper is None and name and not sign:
        # "10 percent to 15 percent"
        again = read_upper(scan, index, Number(number.value, following, end))
        repeated = unit_after(scan, again) if again else None
        if again and repeated and repeated[0] == name:
            upper, (_, following, end) = again, repeated
    if upper is None and sign == "" and (score := read_score(scan, index, number)):
        return score
    if number.kind == "article" and not (name and is_measure(words, number.following, tables)):
        return None
    if not name and is_bare(scan, index, number):
        return None
    unit_name = name or ("ordinal" if number.kind == "ordinal" else "")
    first = words[start].start
    top = upper.value if upper else None
    return Detail("figure", first, end, text[first:end], number.value, unit_name, top), following


def is_measure(words: list[Word], index: int, tables: Tables) -> bool:
    """Say whether a share or a sum stands at `index`: "one percent" is a figure, "a year" and "one man" are not."""
    unit = tables.units.at(words, index) if index < len(words) else None
    return unit is not None and (unit.payload == "%" or unit.payload.isupper())


def is_bare(scan: Scan, index: int, number: Number) -> bool:
    """Say whether a number without a unit is a part of something else: "Explorer 6", "Channel 4", "item #3", or the
    "first" and "second" of a story.
    """
    text, word = scan.text, scan.words[index]
    if number.following - index > 1:
        return False
    if not word.text[0].isdecimal():
        return number.kind == "ordinal" and number.value in (1, 2)
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]
    stuck = before.isalnum() or before in ("_", "/", "#", "@") or after in ("_", "@")
    return stuck or (index > 0 and len(word.text) <= 3 and is_named_before(scan, index - 1))


def is_named_before(scan: Scan, index: int) -> bool:
    """Say whether the word before a number is a name that a number can belong to: no place, no month, no "In"."""
    word, tables = scan.words[index], scan.tables
    if not word.text[0].isupper() or scan.text[word.end : scan.words[index + 1].start] != " ":
        return False
    if tables.language != "en" or word.lower in tables.months or word.lower in tables.weekdays:
        return False
    return word.lower not in word_classes("function_words") and known_place(scan.words, index, "en") is None


def read_upper(scan: Scan, index: int, low: Number) -> Number | None:
    """Read the second number of a range: "10 to 15", "10-15", "between 10 and 15"."""
    text, words, tables = scan.text, scan.words, scan.tables
    at = low.following
    if low.value is None or low.kind != "number" or at >= len(words):
        return None
    gap = text[low.end : words[at].start]
    if gap.strip() in DASHES and gap.strip() and len(gap) <= 3:
        pass
    elif at + 1 < len(words) and (
        tables.has("to", words[at].lower)
        or (tables.has("and", words[at].lower) and index > 0 and tables.has("between", words[index - 1].lower))
    ):
        at += 1
    else:
        return None
    high = read_number(scan, at)
    if high is None or high.kind != "number" or high.value is None or high.value <= low.value:
        return None
    return high


def unit_after(scan: Scan, number: Number) -> tuple[str, int, int] | None:
    """Give (unit, index of the word after it, offset of its end) of what a number counts or measures."""
    text, words, tables = scan.text, scan.words, scan.tables
    at = number.following
    # "2,3 Mrd. Euro": the full stop of an abbreviated scale.
    marks = "-." if at > 0 and number.scale > 1 and len(words[at - 1].text) <= 4 else "-"
    if at >= len(words) or number.kind == "ordinal" or not touches(text, words[at - 1], words[at], marks):
        return None
    unit = tables.units.at(words, at)
    if unit and not (len(words[at].text) == 1 and words[at].text.isupper()):
        return unit.payload, unit.following, unit.end
    counted = counted_noun(scan, at, number)
    if counted:
        return words[at].text, at + 1, words[at].end
    return None


def counted_noun(scan: Scan, at: int, number: Number) -> bool:
    """Say whether the word behind a number is what is counted: "28 soldiers", "85 Einsatzkräfte"."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[at]
    if number.kind == "article" or text[number.end : word.start].strip() or len(word.text) < 4:
        return False
    if tables.language == "en":
        return (
            word.text.islower()
            and word.lower.endswith("s")
            and not word.lower.endswith(("ss", "'s", "us"))
            and word.lower not in word_classes("function_words")
        )
    if tables.has("capitals", "nouns"):
        return word.text[0].isupper() and word.lower not in tables.months
    return False


def read_score(scan: Scan, index: int, first: Number) -> Step | None:
    """Read "2-1" and "52 to 48" near a word of winning or voting."""
    text, words, tables = scan.text, scan.words, scan.tables
    at = first.following
    if first.value is None or first.kind != "number" or at >= len(words):
        return None
    gap = text[first.end : words[at].start].strip()
    if tables.has("to", words[at].lower) and at + 1 < len(words):
        at += 1
    elif not (gap and gap in DASHES):
        return None
    second = read_number(scan, at)
    if second is None or second.value is None or not words[at].text[0].isdecimal():
        return None
    near = words[max(0, index - SCORE_REACH) : index] + words[second.following : second.following + 2]
    if not any(tables.has("contest", word.lower) for word in near):
        return None
    start = words[index].start
    value = f"{first.value}-{second.value}"
    return Detail("figure", start, second.end, text[start : second.end], value, "score"), second.following
