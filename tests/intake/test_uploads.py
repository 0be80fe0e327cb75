"""Hostile and harmless files: what they are, what is kept of them, and what is said of the rest."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
import zlib
from unittest import mock

import pytest
from PIL import Image

from claims.intake.uploads import Upload, UploadError, UploadTooLarge, clean_name, read_upload
from tests.services import BASE_DIR

PDF = b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\nstartxref\n9\n%%EOF\n"


def read(content: bytes, name: str = "find.bin", *, max_bytes: int = 200_000, max_pixels: int = 10_000) -> Upload:
    return read_upload(content, name, max_bytes=max_bytes, max_pixels=max_pixels)


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4), mode: str = "RGB", **options: object) -> bytes:
    saved = io.BytesIO()
    Image.new(mode, size, "navy" if mode == "RGB" else None).save(saved, kind, **options)  # type: ignore[arg-type]
    return saved.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims to be that large, and has nothing behind it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 999) + b"IDAT"


@pytest.mark.parametrize(
    ("kind", "media_type", "suffix"),
    [
        ("PNG", "image/png", ".png"),
        ("JPEG", "image/jpeg", ".jpg"),
        ("WEBP", "image/webp", ".webp"),
        ("GIF", "image/png", ".png"),
    ],
)
def test_pictures_are_told_by_their_content_whatever_they_are_called(kind: str, media_type: str, suffix: str):
    content = picture(kind)
    got = read(content, "invoice.pdf")
    assert (got.media_type, got.suffix, got.name) == (media_type, suffix, f"invoice{suffix}")
    assert got.sha256 == hashlib.sha256(content).hexdigest()
    with Image.open(io.BytesIO(got.content)) as kept:
        assert kept.size == (6, 4)


def test_the_place_where_a_photograph_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[0x010E] = "In front of my house"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)  # GPSLatitude
    exif[0x0112] = 6  # Turned by a quarter.
    content = picture("JPEG", exif=exif, comment=b"my house, too")
    assert b"my house" in content
    got = read(content)
    with Image.open(io.BytesIO(got.content)) as kept:
        assert not kept.getexif()
        assert kept.size == (4, 6)  # The right way up, as it was meant to be seen.
    assert b"my house" not in got.content


def test_what_hides_behind_a_picture_is_gone():
    got = read(picture("JPEG") + b"<script>alert(1)</script>" + PDF)
    assert b"script" not in got.content
    assert b"%PDF" not in got.content
    chunk = b"tEXt" + b"Comment\0<script>"
    png = picture()
    png = png[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[33:]
    assert b"script" not in read(png).content


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_drawn_anew(mode: str):
    assert read(picture("PNG", mode=mode)).media_type == "image/png"


def test_holes_in_a_picture_stay_holes():
    saved = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(saved, "PNG")
    with Image.open(io.BytesIO(read(saved.getvalue()).content)) as kept:
        assert kept.mode == "RGBA"
        assert kept.getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("size", [(60_000, 60_000), (200, 51), (2**31 - 1, 1)])
def test_a_picture_of_too_many_pixels_is_refused_by_what_its_head_says(size: tuple[int, int]):
    with pytest.raises(UploadTooLarge, match="too large"):
        read(png_that_says(*size))


@pytest.mark.parametrize("size", [(1, 32_001), (32_001, 1)])
def test_a_picture_of_a_single_line_is_refused(size: tuple[int, int]):
    with pytest.raises(UploadTooLarge, match="Cut it into parts"):
        read(png_that_says(*size), max_pixels=10**6)


def test_a_damaged_picture_is_refused():
    for content in (
        png_that_says(6, 4),
        picture(size=(50, 50))[:70],
        picture("JPEG")[:80],
        b"GIF89a",
        b"RIFF0000WEBPnothing",
    ):
        with pytest.raises(UploadError, match="damaged"):
            read(content)


def test_a_picture_that_moves_is_refused():
    saved = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(saved, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(UploadError, match="moves"):
        read(saved.getvalue())


def test_a_webp_with_holes_in_it_is_kept_as_a_png():
    saved = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 250, 0)).save(saved, "WEBP", lossless=True)
    got = read(saved.getvalue(), "map.webp")
    assert (got.media_type, got.name) == ("image/png", "map.png")
    with Image.open(io.BytesIO(got.content)) as kept:
        assert kept.getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("error", [ValueError("encoding error 6"), MemoryError(), KeyError("x"), struct.error("x")])
def test_a_picture_that_cannot_be_drawn_anew_is_refused(error: Exception, monkeypatch: pytest.MonkeyPatch):
    content = picture("WEBP")
    monkeypatch.setattr(Image.Image, "save", mock.Mock(side_effect=error))
    with pytest.raises(UploadError, match="save it anew"):
        read(content)


_DRAWN = """
import io, os, sys
from PIL import Image
from claims.intake.uploads import read_upload

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024

side, mode = 1600, sys.argv[1]
coarse = Image.frombytes(mode, (200, 200), os.urandom(200 * 200 * len(mode)))
content = io.BytesIO()
coarse.resize((side, side), Image.Resampling.NEAREST).save(content, "WEBP", quality=60, method=2)
content = content.getvalue()
open("/proc/self/clear_refs", "w").write("5")
before = peak()
read_upload(content, "x", max_bytes=10**9, max_pixels=10**9)
print((peak() - before) / side**2)
"""


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_drawing_a_picture_takes_a_few_times_the_memory_of_its_pixels(mode: str):
    """The limit of 24 million pixels stands for half a gigabyte. In a process of its own, whose peak is its own."""
    done = subprocess.run(
        [sys.executable, "-c", _DRAWN, mode], capture_output=True, text=True, check=True, cwd=BASE_DIR
    )
    assert float(done.stdout) < 24


def test_a_photograph_with_a_second_picture_in_it_is_a_photograph():
    saved = io.BytesIO()
    frames = [Image.new("RGB", (6, 4), colour) for colour in ("red", "blue")]
    frames[0].save(saved, "MPO", save_all=True, append_images=frames[1:])
    got = read(saved.getvalue())
    assert (got.media_type, got.suffix) == ("image/jpeg", ".jpg")
    with Image.open(io.BytesIO(got.content)) as kept:
        assert (kept.format, kept.size, getattr(kept, "n_frames", 1)) == ("JPEG", (6, 4), 1)
        assert kept.getpixel((0, 0))[0] > 250  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf \n<HTML><body>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"<!-- --><html>",
        "<script>".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["photo.png", "data.csv", "page.html"])
def test_markup_is_refused_whatever_it_is_called(content: bytes, name: str):
    with pytest.raises(UploadError, match="markup"):
        read(content, name)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 a zip",
        b"\x7fELF\x02\x01\x01\0\0",
        b"MZ\x90\0\x03\0",
        b"\0\0\0\x18ftypmp42",
        b"ID3\x04\0\0",
        b"\xff\xfe\xfd",
    ],
)
def test_other_kinds_are_refused_with_the_list_of_those_that_are_taken(content: bytes):
    with pytest.raises(UploadError, match="plain text and CSV"):
        read(content, "report.pdf")


def test_a_pdf_is_kept_as_it_came():
    got = read(PDF, "Budget 2026.PDF")
    assert (got.content, got.media_type, got.name) == (PDF, "application/pdf", "Budget 2026.pdf")
    with pytest.raises(UploadError, match="not whole"):
        read(PDF[:30])
    # Only a file that begins as one is one: others hide their own beginning before it.
    with pytest.raises(UploadError, match="markup"):
        read(b"<html>" + PDF)


def test_text_is_kept_as_it_came():
    got = read("Straße;12\n".encode("cp1252"), "Table.CSV")
    assert (got.content, got.media_type, got.name) == ("Straße;12\n".encode("cp1252"), "text/csv", "Table.csv")
    assert read(b"1 < 2, <3", "a.html").name == "a.txt"


def test_empty_and_too_large_are_refused():
    with pytest.raises(UploadError, match="empty"):
        read(b"")
    with pytest.raises(UploadTooLarge, match="the limit is 0 MB"):
        read(b"x" * 200_001)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("..\\..\\boot.ini", "boot.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        (".htaccess", "htaccess.txt"),
        ("a" * 400 + ".pdf", "a" * 146 + ".txt"),
        ("report.pdf.exe", "report.pdf.txt"),
    ],
)
def test_a_name_is_only_shown_and_leads_nowhere(name: str, shown: str):
    assert clean_name(name, ".txt") == shown
