"""Reading plain text: uploaded files, and passages copied out of a text. Pure."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# No character takes more bytes than four in any of these encodings, and the mark at most four more.
_BYTES_A_CHARACTER = 4

_PICTURE = gettext_lazy("This is a picture, not a text. Type or copy the words that it shows and paste them instead.")
_WORD = gettext_lazy("This is a Word document, not a text. Open it, copy its text and paste it instead.")
# How files of other kinds begin.
_OTHER_KINDS = [
    (re.compile(rb"%PDF"), gettext_lazy("This is a PDF, not a text. Open it, copy its text and paste it instead.")),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp(heic|avif|mif1)", re.S),
        _PICTURE,
    ),
    (re.compile(rb"PK\x03\x04(?=.*word/)|\xd0\xcf\x11\xe0", re.S), _WORD),
    (
        re.compile(rb"PK\x03\x04|\x1f\x8b|7z\xbc\xaf|Rar!"),
        gettext_lazy("This is a packed file, not a text. Unpack it, open what is in it, copy the text and paste it."),
    ),
    (
        re.compile(rb"\{\\rtf"),
        gettext_lazy("This is a rich text file, not a plain one. Open it, copy its text and paste it instead."),
    ),
]
# What no text has in it: control characters other than tabs and the ends of lines and pages.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class TextError(ValueError):
    """The text cannot be taken in. `str(error)` is a sentence that says what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


class FileTooLarge(TextError):
    """It holds more than the limit."""


class NotPlainText(TextError):
    """It is a file of another kind, or in an encoding that cannot be told for sure."""


class PerhapsWindows1252(NotPlainText):
    """It is not UTF-8, and could be Windows-1252 (or Latin-1, which is a part of that): `text` is how it reads then."""

    def __init__(self, sentence: str, text: str) -> None:
        super().__init__(sentence)
        self.text = text


class PassageNotFound(TextError):
    """The passage does not stand in the text."""


class PassageNotUnique(TextError):
    """The passage stands in the text more than once."""


def largest_file(max_chars: int) -> int:
    """The size in bytes above which a file surely has more than `max_chars` characters."""
    return (max_chars + 1) * _BYTES_A_CHARACTER


def decode_text(data: bytes, *, max_chars: int) -> str:
    """The text of a file's bytes: UTF-8, or UTF-16 (UTF-32) with a byte order mark, which is left out.

    No other encoding is taken for granted: a wrong guess changes the words. Raises FileTooLarge, NotPlainText, or
    PerhapsWindows1252 with a guess for a person to look at.
    """
    if len(data) > largest_file(max_chars):
        raise FileTooLarge(_too_large(max_chars))
    for beginning, sentence in _OTHER_KINDS:
        if beginning.match(data):
            raise NotPlainText(sentence)
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        sentence = _(
            "This file is not UTF-8 text (byte %(position)s does not fit). Save it as UTF-8 and upload it again."
        ) % {"position": error.start + 1}
        guess = _as_windows_1252(data, max_chars) if encoding == "utf-8" else None
        raise (NotPlainText(sentence) if guess is None else PerhapsWindows1252(sentence, guess)) from error
    if "\x00" in text:
        raise NotPlainText(_("This file is not plain text: it holds NUL characters. Save it as UTF-8 text."))
    if len(text) > max_chars:
        raise FileTooLarge(_too_large(max_chars))
    return text


def _as_windows_1252(data: bytes, max_chars: int) -> str | None:
    """The text if `data` can be that, and is short enough."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) or len(text) > max_chars else text


def find_passage(text: str, passage: str) -> tuple[int, int]:
    """Where `passage` stands in `text`: `[start, end)` in code points.

    White space may differ, as it does after copying from a screen; every other character must be the same. Raises
    PassageNotFound or PassageNotUnique.
    """
    sought = " ".join(passage.split())
    if not sought:
        raise PassageNotFound(_("Paste the words of the article that make the claim."))
    # Both with single spaces, so that a plain search finds it in linear time; then back to the text's own offsets.
    spans = [word.span() for word in re.finditer(r"\S+", text)]
    squeezed = " ".join(text[start:end] for start, end in spans)
    at = squeezed.find(sought)
    if at < 0:
        raise PassageNotFound(_("The article does not hold these very words. Copy them from its text."))
    if squeezed.find(sought, at + 1) >= 0:
        raise PassageNotUnique(_("The article holds these words more than once. Add the words before or after them."))
    begins = []
    length = 0
    for start, end in spans:
        begins.append(length)
        length += end - start + 1
    return _back(at, begins, spans), _back(at + len(sought) - 1, begins, spans) + 1


def _back(at: int, begins: list[int], spans: list[tuple[int, int]]) -> int:
    """The offset in the text of the character that stands at `at` in the squeezed text."""
    word = bisect_right(begins, at) - 1
    return spans[word][0] + at - begins[word]


def _too_large(max_chars: int) -> str:
    return _("The file has more than %(limit)s characters. Split it into parts.") % {"limit": f"{max_chars:,}"}
