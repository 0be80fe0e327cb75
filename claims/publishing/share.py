"""The picture that goes with a check where it is shared: the claim, its rating with its place on the scale, and whose.

Drawn from the content alone, and named by a hash of all that it shows, so that no cache can keep an old one. The fonts
come with pip (Noto Sans, and Rubik for Arabic and Hebrew, both under the OFL); the colours are those of tokens.css.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from claims.publishing.content import Check
from claims.publishing.share_text import Type, direction_of, drawable, fitted, one_line
from claims.publishing.text import plain, shorten
from claims.publishing.tokens import colour

WIDTH, HEIGHT = 1200, 630
# What the networks take without shrinking, and telephones fetch at once.
MOST_BYTES = 100_000

_MARGIN = 72
_CLAIM_TOP, _CLAIM_HEIGHT = 132, 250
# The largest first; what does not fit even into the last is cut.
_CLAIM_SIZES = (60, 54, 48, 43, 38, 34, 30)
_PALETTE = 256


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the picture of a check shows, as text that can be drawn.

    `steps` are the tones of the scale, `place` is the rating's among them, from 0 on. Off the axis there are none.
    """

    newsroom: str
    kind: str
    claim: str
    speaker: str
    rating: str
    tone: str
    steps: tuple[str, ...]
    place: int | None
    is_mirrored: bool


def shown(check: Check) -> Shown:
    """What the picture of a standing check shows. What the fonts cannot draw is left out, never garbled."""
    speaker = ""
    if check.speaker:
        described = [plain(text) for text in (check.speaker.name, check.speaker.description) if plain(text)]
        speaker = next(filter(None, (drawable(", ".join(described)), drawable(described[0] if described else ""))), "")
    axis = check.scale.axis
    place = next((at for at, one in enumerate(axis) if one.slug == check.rating.slug), None)
    with translation.override(check.newsroom.language):
        return Shown(
            newsroom=drawable(plain(check.newsroom.name)),
            kind=drawable(_("Fact check")),
            claim=drawable(shorten(check.claim.text, 400)),
            speaker=speaker,
            rating=drawable(plain(check.rating.label)),
            tone=check.rating.tone,
            steps=tuple(one.tone for one in axis) if len(axis) > 1 and place is not None else (),
            place=place,
            is_mirrored=translation.get_language_bidi(),
        )


def name_of(check: Check) -> str:
    """The picture's file, for example `checks/taxes-fell/share.0a1b2c3d.png`."""
    what = json.dumps([_code(), asdict(shown(check))])
    return f"{check.path.lstrip('/')}share.{hashlib.sha256(what.encode()).hexdigest()[:8]}.png"


def is_picture(name: str) -> bool:
    """Whether a file of the public folder is the picture of some check."""
    return bool(re.fullmatch(r"share\.[0-9a-f]{8}\.png", name.rpartition("/")[2]))


def alt_text(check: Check) -> str:
    """What the picture shows, for those who do not see it."""
    with translation.override(check.newsroom.language):
        return _("Fact check by %(newsroom)s. The claim: %(claim)s Our rating: %(rating)s") % {
            "newsroom": plain(check.newsroom.name),
            "claim": shorten(check.claim.text, 200),
            "rating": plain(check.rating.label),
        }


def draw(check: Check) -> bytes:
    """The picture, as a PNG."""
    what = shown(check)
    picture = Image.new("RGB", (WIDTH, HEIGHT), colour("paper"))
    pen = ImageDraw.Draw(picture)
    edge = _Edge(is_mirrored=what.is_mirrored)
    ground = colour(f"tone-{what.tone}")
    pen.rectangle((0, 0, WIDTH, 14), fill=ground)
    _heading(pen, what, edge)
    _claim(pen, what)
    _verdict(pen, what, edge, ground)
    file = io.BytesIO()
    # Of the ways to a palette this is the fastest by far, and nearest to what was drawn.
    picture.quantize(_PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


@dataclass(frozen=True)
class _Edge:
    """Where lines begin: on the left, or on the right where the newsroom writes from there."""

    is_mirrored: bool

    def x(self, offset: int, width: int = 0) -> int:
        """The left edge of something `width` wide that begins `offset` from the margin."""
        return WIDTH - _MARGIN - offset - width if self.is_mirrored else _MARGIN + offset


def _heading(pen: ImageDraw.ImageDraw, what: Shown, edge: _Edge) -> None:
    kind, name = Type.of(what.kind, 28, 500), Type.of(what.newsroom, 30, 650)
    width = int(kind.width(what.kind))
    name_text = one_line(what.newsroom, name, WIDTH - 2 * _MARGIN - width - 60)
    _line(pen, (edge.x(0, int(name.width(name_text))), 62), name_text, name, colour("ink"))
    _line(pen, (_Edge(not edge.is_mirrored).x(0, width), 62), what.kind, kind, colour("ink-soft"))


def _claim(pen: ImageDraw.ImageDraw, what: Shown) -> None:
    room = WIDTH - 2 * _MARGIN
    bottom = _CLAIM_TOP
    if what.claim:
        lines, type_ = fitted(what.claim, _CLAIM_SIZES, 600, room, _CLAIM_HEIGHT)
        is_mirrored = direction_of(what.claim) == "rtl"
        for line in lines:
            _line(pen, (_Edge(is_mirrored).x(0, int(type_.width(line))), bottom), line, type_, colour("ink"))
            bottom += type_.leading
    if what.speaker:
        soft = Type.of(what.speaker, 28, 400)
        text = one_line(what.speaker, soft, room)
        is_mirrored = direction_of(text) == "rtl"
        _line(pen, (_Edge(is_mirrored).x(0, int(soft.width(text))), bottom + 16), text, soft, colour("ink-soft"))


def _verdict(pen: ImageDraw.ImageDraw, what: Shown, edge: _Edge, ground: str) -> None:
    """The rating on the ground of its tone, and the scale with its place: larger and filled."""
    top, height = 478, 96
    scale_width = len(what.steps) * 46
    room = WIDTH - 2 * _MARGIN - 64 - (scale_width + 40 if what.steps else 0)
    (text,), label = fitted(what.rating, (52, 46, 40, 34, 28), 700, room, 70, most_lines=1)
    width = int(label.width(text)) + 64
    left = edge.x(0, width)
    pen.rounded_rectangle((left, top, left + width, top + height), radius=14, fill=ground)
    _line(pen, (left + 32, top + (height - label.leading) // 2), text, label, colour("ink-invert"))
    for at, tone in enumerate(what.steps):
        middle = WIDTH - _MARGIN - scale_width + at * 46 + 23
        middle = WIDTH - middle if edge.is_mirrored else middle
        is_here = at == what.place
        radius = 20 if is_here else 10
        box = (middle - radius, top + height // 2 - radius, middle + radius, top + height // 2 + radius)
        pen.ellipse(box, fill=colour(f"tone-{tone}") if is_here else colour("line"))


def _line(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, type_: Type, ink: str) -> None:
    pen.text(at, text, font=type_.font, fill=ink, **type_.layout(text))


@cache
def _code() -> str:
    """Changes with whatever changes how a picture looks."""
    here = Path(__file__).parent
    sources = b"".join((here / name).read_bytes() for name in ("share.py", "share_text.py"))
    return hashlib.sha256(sources + colour("paper").encode()).hexdigest()
