"""Which language a text is in: told from its script, and within a script from its commonest short words.

Such words are a third to a half of any running text, so a hundred words are plenty; where there are too few, or two
languages come out near each other, the answer is "und" (undetermined) rather than a guess.
"""

import re
from collections import Counter
from functools import cache

from claims.splitting.wordlists import DATA

UNDETERMINED = "und"
# So much of a text is looked at, from three places, so that a foreign quotation at the top does not decide.
SAMPLE = 2000
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# At least this share of the words, and this many, must be of the language; and so many times those of the next.
LEAST_SHARE = 0.12
LEAST_WORDS = 3
MARGIN = 1.25
# Fewer words than this prove nothing when no language is found: a headline, a name, a table.
SHORT = 40
# Letters of a script, and its language where news copy in it is nearly always in one.
SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("latin", r"[A-Za-zÀ-ɏ]", ""),
    ("cyrillic", r"[\u0400-\u04ff]", ""),
    ("arabic", r"[\u0600-\u06ff]", ""),
    ("devanagari", r"[\u0900-\u097f]", ""),
    ("greek", r"[\u0370-\u03ff]", "el"),
    ("hebrew", r"[\u0590-\u05ff]", "he"),
    ("thai", r"[\u0e00-\u0e7f]", "th"),
    ("georgian", r"[\u10a0-\u10ff]", "ka"),
    ("armenian", r"[\u0530-\u058f]", "hy"),
    ("hangul", r"[\uac00-\ud7af\u1100-\u11ff]", "ko"),
    ("kana", r"[\u3040-\u30ff]", "ja"),
    ("han", r"[\u4e00-\u9fff]", "zh"),
    ("bengali", r"[\u0980-\u09ff]", "bn"),
    ("tamil", r"[\u0b80-\u0bff]", "ta"),
    ("telugu", r"[\u0c00-\u0c7f]", "te"),
    ("khmer", r"[\u1780-\u17ff]", "km"),
    ("burmese", r"[\u1000-\u109f]", "my"),
    ("ethiopic", r"[\u1200-\u137f]", "am"),
)


# Letters that only some languages of a script have; each counts like a common word.
OWN_LETTERS = {
    letter: code
    for code, letters in {
        "ru": "ыэё",
        "uk": "їєґ",
        "be": "ў",
        "sr": "ђћљњ",
        "mk": "ѓќѕ",
        "fa": "پچگ",
        "ur": "ٹڈےں",
        "ar": "ة",
    }.items()
    for letter in letters
}


@cache
def common_words() -> dict[str, tuple[str, ...]]:
    """Give word -> the languages in which it is one of the commonest."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (DATA / "languages.txt").read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition(":")
        if not line.startswith("#"):
            for word in dict.fromkeys(words.split()):
                found[word] = (*found.get(word, ()), code)
    return found


@cache
def letters() -> list[tuple[str, re.Pattern[str], str]]:
    """Give the scripts with their patterns ready to use; only texts beyond ASCII need them."""
    return [(name, re.compile(pattern), code) for name, pattern, code in SCRIPTS]


def sample_of(text: str) -> str:
    """Give the beginning, middle and end of a long text."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:SAMPLE]} {text[middle : middle + SAMPLE]} {text[-SAMPLE:]}"


def script_of(sample: str) -> tuple[str, str]:
    """Give the script most letters are of, and its language where it has only one; ("", "") without letters."""
    if sample.isascii():
        return ("latin", "") if WORD.search(sample) else ("", "")
    counts = {name: len(pattern.findall(sample)) for name, pattern, _ in letters()}
    if counts["kana"] * 8 > counts["han"] > 0:
        counts["kana"] += counts["han"]  # Japanese is written with both.
    best = max(counts, key=lambda name: counts[name])
    return (best, next(code for name, _, code in letters() if name == best)) if counts[best] else ("", "")


def detect_language(text: str) -> str:
    """Give the ISO 639-1 code of a text's language, or "und" where it cannot be told."""
    sample = sample_of(text)
    script, code = script_of(sample)
    if code or not script:
        return code or UNDETERMINED
    words = sample.split() if script == "devanagari" else [word.lower() for word in WORD.findall(sample)]
    known = common_words()
    counts: Counter[str] = Counter(code for word in words for code in known.get(word, ()))
    if script != "latin":
        counts.update(OWN_LETTERS[letter] for letter in sample if letter in OWN_LETTERS)
    if not counts:
        return UNDETERMINED
    (best, most), *others = counts.most_common(2)
    enough = most >= LEAST_WORDS and most >= LEAST_SHARE * len(words)
    clear = not others or most >= MARGIN * others[0][1]
    return best if enough and clear else UNDETERMINED


def code_of(tag: str) -> str:
    """Give the ISO 639-1 code in a language tag: "pt" for "pt-BR"."""
    return tag.partition("-")[0].lower()


def choose_language(text: str, tag: str | None = None) -> str:
    """Give the language whose rules to read a text with: that of the tag, else what it is in, and English where it is
    too short to tell.
    """
    if tag:
        return code_of(tag)
    code = detect_language(text)
    if code != UNDETERMINED:
        return code
    sample = text[: 3 * SAMPLE]
    few = sum(1 for _ in zip(WORD.finditer(sample), range(SHORT), strict=False)) < SHORT
    return "en" if few and script_of(sample)[0] in ("latin", "") else UNDETERMINED
