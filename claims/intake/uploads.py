"""Files that people upload as sources: what they are is told by their content, never by their name. Pure.

A picture is drawn anew from its pixels, so nothing else that was in the file is kept: neither the place where a
photograph was taken, nor a second file hidden behind it. A PDF or a text is kept as it came, and only ever handed out
as a download.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
import threading
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from claims.intake.text import NotPlainText, PerhapsWindows1252, decode_text

# What is kept of a picture: (Pillow's name, media type, suffix). A GIF becomes a PNG, which loses nothing.
_PICTURES = {
    "PNG": ("PNG", "image/png", ".png"),
    "JPEG": ("JPEG", "image/jpeg", ".jpg"),
    "WEBP": ("WEBP", "image/webp", ".webp"),
    "GIF": ("PNG", "image/png", ".png"),
}
# WebP's own choice (method 4) takes three times the memory and the time for a file a little smaller.
_OPTIONS: dict[str, dict[str, int]] = {
    "PNG": {"compress_level": 1},
    "JPEG": {"quality": 95},
    "WEBP": {"quality": 90, "method": 2},
}
# Unpacked, a picture takes many times its size: in each process one after the other.
_ONE_AT_A_TIME = threading.Lock()
_PICTURE_BEGINS = re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP", re.S)
_MARKUP = re.compile(r"[\s\ufeff]*<[a-zA-Z!?/]")
LONGEST_NAME = 150
# Of a picture, in pixels. One that is a single line takes ten times as long to draw, and nobody can look at it.
LONGEST_SIDE = 32_000


class UploadError(ValueError):
    """The file cannot be taken. `str(error)` is a sentence that says what to do."""


class UploadTooLarge(UploadError):
    """It has too many bytes, or too many pixels."""


@dataclass(frozen=True)
class Upload:
    """A file as it is kept. `sha256` is of the file as it came."""

    content: bytes
    sha256: str
    name: str
    media_type: str
    suffix: str


def read_upload(content: bytes, name: str, *, max_bytes: int, max_pixels: int) -> Upload:
    """What the file is, and what to keep of it. `name` is in one line, without what cannot be seen.

    Raises UploadError or UploadTooLarge.
    """
    if not content:
        raise UploadError(_("The file is empty. Choose another."))
    if len(content) > max_bytes:
        raise UploadTooLarge(too_large(max_bytes))
    sha256 = hashlib.sha256(content).hexdigest()
    if _PICTURE_BEGINS.match(content):
        with _ONE_AT_A_TIME:
            content, media_type, suffix = _redrawn(content, max_pixels)
    elif content.startswith(b"%PDF-"):
        _require_whole_pdf(content)
        media_type, suffix = "application/pdf", ".pdf"
    else:
        _require_plain_text(content, max_bytes)
        # Both are text, and harmless: here the name may say which.
        is_csv = name.lower().endswith(".csv")
        media_type, suffix = ("text/csv", ".csv") if is_csv else ("text/plain", ".txt")
    return Upload(content, sha256, clean_name(name, suffix), media_type, suffix)


def clean_name(name: str, suffix: str) -> str:
    """The name to show and to download under: no folders, and the suffix of what the file is."""
    stem = PurePosixPath(name.replace("\\", "/").rsplit("/", 1)[-1]).stem.strip(". ") or _("file")
    return stem[: LONGEST_NAME - len(suffix)] + suffix


def too_large(max_bytes: int) -> str:
    return _("The file is too large: the limit is %(limit)s MB.") % {"limit": max_bytes // 1_000_000}


def _redrawn(content: bytes, max_pixels: int) -> tuple[bytes, str, str]:
    try:
        # Nothing but the pixels comes back: with what it was unpacked from, encoding would take twice the memory.
        drawn, kept = _only_pixels(content, max_pixels)
        name, media_type, suffix = _PICTURES[kept]
        saved = io.BytesIO()
        drawn.save(saved, name, **_OPTIONS[name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadTooLarge(_too_many_pixels(max_pixels)) from error
    except UploadError:
        raise
    except Exception as error:  # Pillow lets through whatever its decoders and encoders raise.
        raise UploadError(_("This picture is damaged. Open it, save it anew, and upload that.")) from error
    return saved.getvalue(), media_type, suffix


def _only_pixels(content: bytes, max_pixels: int) -> tuple[Image.Image, str]:
    """The picture the right way up, without anything that is not a pixel, and the kind to keep it as."""
    # The size is in the first bytes: it is looked at before anything is unpacked.
    with contextlib.closing(Image.open(io.BytesIO(content), formats=list(_PICTURES))) as picture:
        _require_still(picture, max_pixels)
        # What telephones add to a JPEG (a second exposure, a map of depths) makes it an MPO to Pillow.
        kind = "JPEG" if picture.format == "MPO" else picture.format or ""
        drawn = ImageOps.exif_transpose(picture)
    if kind == "WEBP" and drawn.has_transparency_data:
        kind = "PNG"  # To encode what can be seen through, WebP takes 40 bytes of memory a pixel, PNG four.
    if drawn.mode not in (("L", "I;16") if kind in ("PNG", "GIF") else ("L",)) or drawn.has_transparency_data:
        drawn = drawn.convert("RGBA" if kind != "JPEG" and drawn.has_transparency_data else "RGB")
    drawn.info = {}
    return drawn, kind


def _require_still(picture: Image.Image, max_pixels: int) -> None:
    if picture.width * picture.height > max_pixels:
        raise UploadTooLarge(_too_many_pixels(max_pixels))
    if max(picture.size) > LONGEST_SIDE:
        message = _("The picture is too long: no side may have more than %(limit)s pixels. Cut it into parts.")
        raise UploadTooLarge(message % {"limit": LONGEST_SIDE})
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise UploadError(_("This picture moves. Upload the still that matters, as PNG or JPEG."))


def _require_whole_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise UploadError(_("This PDF is not whole: its end is missing. Download or save it again."))


def _require_plain_text(content: bytes, max_bytes: int) -> None:
    try:
        text = decode_text(content, max_chars=max_bytes)
    except PerhapsWindows1252 as error:  # Kept as it came, so it need not be told for sure.
        text = error.text
    except NotPlainText as error:
        raise UploadError(
            _("Only PDFs, pictures (PNG, JPEG, WebP, GIF), plain text and CSV can be uploaded; this is none of them.")
        ) from error
    if _MARKUP.match(text):
        raise UploadError(_("This is a web page or a drawing in markup (HTML, SVG). Save it as a PDF and upload that."))


def _too_many_pixels(max_pixels: int) -> str:
    limit = max_pixels // 1_000_000
    return _("The picture is too large: the limit is %(limit)s million pixels. Save it smaller.") % {"limit": limit}
