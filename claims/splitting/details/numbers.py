"""Numbers in digits and in words: "1,234.5", "40 million", "twenty-one", "two hundred and five", "two-thirds"."""

from functools import lru_cache
from typing import NamedTuple

from claims.splitting.details.tables import Scan, Tables, tables_of
from claims.splitting.details.words import Word, touches

# "two hundred and fifty thousand three hundred and twenty-one" has eight words.
LONGEST = 12


class Number(NamedTuple):
    """A number read: its value (None for "dozens"), the index of the word after it, the offset of its end.

    kind: number, ordinal or article ("a", "one": a number only where a unit or scale follows).
    scale: what "million" behind digits multiplied it by.
    """

    value: int | float | None
    following: int
    end: int
    kind: str = "number"
    scale: int = 1


def plain(value: float) -> int | float:
    """Give a number as an int where it is whole, else as a float without noise: 4.1 million is 4,100,000."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def read_number(scan: Scan, index: int) -> Number | None:
    """Read the number that begins at `index`, with its scale ("million"); None where none does."""
    words, tables = scan.words, scan.tables
    word = words[index]
    if word.text[0].isdecimal():
        value = digits_value(word.text, tables)
        if value is None:
            # "1.234" in a language unknown is a figure, but which one?
            two_ways = not tables.decimal and word.text.replace(".", "").replace(",", "").isdecimal()
            return Number(None, index + 1, word.end) if two_ways else None
        after = words[index + 1] if index + 1 < len(words) else None
        if after and after.start == word.end and tables.has("suffix", after.lower):
            return Number(value, index + 2, after.end, "ordinal")
        return read_share(scan, index) or scaled(scan, index, value)
    if tables.has("vague", word.lower):
        return Number(None, index + 1, word.end)
    return read_share(scan, index) or read_fraction(scan, index) or read_words(scan, index)


def digits_value(digits: str, tables: Tables) -> int | float | None:
    """Give the value of a number in digits, or None where its marks can be read in two ways or in none."""
    if len(digits) > 24 or ":" in digits or "/" in digits or "-" in digits:
        return None
    digits = digits.replace("\xa0", "").replace("\u202f", "")
    marks = [character for character in digits if character in ".,"]
    decimal = tables.decimal or guess_decimal(digits, marks)
    if decimal is None:
        return None
    whole, _, rest = digits.partition(decimal)
    grouping = "," if decimal == "." else "."
    head, *groups = whole.split(grouping)
    grouped = not groups or (1 <= len(head) <= 3 and all(len(group) == 3 for group in groups))
    if not grouped or (rest and not rest.isdecimal()):
        return None
    number = head + "".join(groups)
    return float(f"{number}.{rest}") if rest else int(number)


def guess_decimal(digits: str, marks: list[str]) -> str | None:
    """Tell the decimal mark of a number whose language is unknown; None where "1.234" could be either."""
    if not marks:
        return "."
    if len(set(marks)) == 2:
        return marks[-1]
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    return None if len(digits.partition(marks[0])[2]) == 3 else marks[0]


def scaled(scan: Scan, index: int, value: float) -> Number:
    """Multiply a number in digits by the scales behind it: "3.5 million", "1.2bn", "40 thousand"."""
    text, words, tables = scan.text, scan.words, scan.tables
    scales = 1
    at = index + 1
    while at < len(words) and at < index + 3 and touches(text, words[at - 1], words[at], "-"):
        scale = tables.scales.get(words[at].lower)
        if scale is None and at == index + 1:
            scale = tables.shorts.get(words[at].lower)
            if words[at].lower in ("m", "b", "k", "t") and not is_scale_letter(scan, at):
                scale = None
        if scale is None:
            break
        scales *= scale
        at += 1
    return Number(plain(value * scales), at, words[at - 1].end, scale=scales)


def is_scale_letter(scan: Scan, at: int) -> bool:
    """Say whether "m" behind digits means million rather than metre: behind money, or before what is counted."""
    text, words, tables = scan.text, scan.words, scan.tables
    before = text[max(0, words[at - 1].start - 2) : words[at - 1].start].rstrip()
    if words[at].lower in ("b", "k") or before[-1:] in tuple("$€£¥₽₹"):
        return words[at].start == words[at - 1].end or before[-1:] in tuple("$€£¥₽₹")
    return at + 1 < len(words) and tables.units.at(words, at + 1) is not None


def read_share(scan: Scan, index: int) -> Number | None:
    """Read "one in five" and "nine out of ten": two small numbers, the second the larger."""
    words, tables = scan.words, scan.tables
    link = tables.shares.at(words, index + 1) if index + 2 < len(words) else None
    if link is None or link.following >= len(words):
        return None
    part, whole = small(words[index], tables), small(words[link.following], tables)
    after = words[link.following + 1].lower if link.following + 1 < len(words) else ""
    if not part or not whole or part >= whole or after in tables.kinds or after in tables.months:
        return None
    return Number(plain(part / whole), link.following + 1, words[link.following].end)


def small(word: Word, tables: Tables) -> int | None:
    """Give the value of a whole number up to a hundred."""
    if word.text.isdecimal() and len(word.text) <= 3:
        value: int | None = int(word.text)
    else:
        value = word_value(word.lower, tables.language)
    return value if value is not None and value <= 100 else None


def read_fraction(scan: Scan, index: int) -> Number | None:
    """Read "a third", "two-thirds", "three quarters", "half of"; "third" alone is an ordinal."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[index]
    above, _, below = word.lower.partition("-")
    if below and above in tables.values and below in tables.fractions:
        return Number(plain(tables.fractions[below] * tables.values[above]), index + 1, word.end)
    count = 1 if tables.has("article", word.lower) else tables.values.get(word.lower)
    after = words[index + 1] if index + 1 < len(words) else None
    if count and after and after.lower in tables.fractions and touches(text, word, after, "-"):
        fraction = tables.fractions[after.lower]
        if tables.kinds.get(after.lower) is None:
            return scale_fraction(scan, index + 1, fraction * count)
    if word.lower in tables.fractions and after and tables.has("halfopener", after.lower) and is_half(word, tables):
        return scale_fraction(scan, index, 0.5)
    return None


def is_half(word: Word, tables: Tables) -> bool:
    """Say whether a word is "half", which needs no "a" before it."""
    return tables.fractions[word.lower] == 0.5


def scale_fraction(scan: Scan, index: int, value: float) -> Number:
    """Finish a fraction that ends at `index`: "half a million", "a quarter of a million" are numbers."""
    text, words, tables = scan.text, scan.words, scan.tables
    at = index + 1
    if value == 0.5 and at + 1 < len(words) and tables.has("article", words[at].lower):
        scale = tables.scales.get(words[at + 1].lower)
        if scale and touches(text, words[at], words[at + 1]):
            return Number(plain(value * scale), at + 2, words[at + 1].end)
    return Number(plain(value), at, words[index].end)


def read_words(scan: Scan, index: int) -> Number | None:
    """Read a number in words: parts below a scale add up, a scale multiplies them."""
    text, words, tables = scan.text, scan.words, scan.tables
    word = words[index]
    if word.lower in tables.ordinals:
        return Number(tables.ordinals[word.lower], index + 1, word.end, "ordinal")
    total = current = 0
    at, end, parts = index, word.end, 0
    article = tables.has("article", word.lower)
    if article:
        current, at, end, parts = 1, index + 1, word.end, 1
    while at < len(words) and at < index + LONGEST:
        if at > index and not touches(text, words[at - 1], words[at], "-"):
            break
        lower = words[at].lower
        joined = tables.has("and", lower) and parts and at + 1 < len(words) and current >= 100
        if joined and word_value(words[at + 1].lower, tables.language) is not None:
            at += 1
            continue
        scale = tables.scales.get(lower)
        value = None if scale else word_value(lower, tables.language)
        if scale:
            if scale >= 1000:
                total, current = total + max(1, current) * scale, 0
            else:
                current = max(1, current) * scale
        elif value is not None and fits(current, value) and not (article and parts == 1):
            current += value
        else:
            break
        parts += 1
        end = words[at].end
        at += 1
    if not parts or (article and parts == 1 and word_value(word.lower, tables.language) is None):
        return None
    return Number(total + current, at, end, "article" if article and parts == 1 else "number")


def fits(current: int, value: int) -> bool:
    """Say whether a part can follow what stands before it: "twenty" "one", "two hundred" "five", not "two" "three"."""
    if value >= 100:
        return current == 0
    room = 100 if current >= 100 and current % 100 == 0 else 10 if current and current % 10 == 0 else 1
    return current == 0 or value < room


@lru_cache(maxsize=4096)
def word_value(word: str, language: str) -> int | None:
    """Give the value of one number word, also of a joined one ("twenty-one", "dreihundertfünfzig")."""
    tables = tables_of(language)
    if word in tables.values:
        return tables.values[word]
    if "-" in word:
        tens, _, ones = word.partition("-")
        high, low = tables.values.get(tens), tables.values.get(ones)
        return high + low if high and low and high % 10 == 0 and low < 10 and 20 <= high < 100 else None
    if "joined" not in tables.words or len(word) > 60 or not word.startswith(tuple(tables.values)):
        return None
    return joined_value(word, tables)


def joined_value(word: str, tables: Tables) -> int | None:
    """Read a number written as one word, "zweitausenddreihunderteinundzwanzig": by its largest scale, else tens."""
    for name, scale in sorted(tables.scales.items(), key=lambda entry: -entry[1]):
        left, found, right = word.partition(name)
        if found and scale < 1_000_000:
            high = joined_value(left, tables) if left else 1
            low = joined_value(right.removeprefix("und"), tables) if right else 0
            return None if high is None or low is None else high * scale + low
    if word in tables.values:
        return tables.values[word]
    ones, joint, tens = word.partition("und")
    low, high = tables.values.get(ones), tables.values.get(tens)
    return high + low if joint and low and high and low < 10 and high % 10 == 0 else None
