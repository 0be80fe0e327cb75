"""Rating scales in use elsewhere, to start from: what is public knowledge of them, in words of our own."""

from __future__ import annotations

from dataclasses import dataclass

from claims.vocabulary import Tone


@dataclass(frozen=True)
class RatingGiven:
    """One rating as somebody fills it in. `value` is its place on the true-false axis, 1 the falsest; None is none.

    `slug` is what the rating was called in the version before, "" for a new one.
    """

    label: str
    meaning: str
    value: int | None = None
    tone: str = Tone.NONE
    slug: str = ""


@dataclass(frozen=True)
class Preset:
    name: str
    ratings: tuple[RatingGiven, ...]


_F, _MF, _MIX, _MT, _T, _N = Tone.FALSE, Tone.MOSTLY_FALSE, Tone.MIXED, Tone.MOSTLY_TRUE, Tone.TRUE, Tone.NONE

PRESETS: dict[str, Preset] = {
    "five-steps": Preset(
        "Five steps and kinds",
        (
            RatingGiven("False", "The claim is not accurate.", 1, _F),
            RatingGiven("Mostly False", "There is some truth in it, but the main point is wrong.", 2, _MF),
            RatingGiven("Mixture", "Important parts are true, and important parts are false.", 3, _MIX),
            RatingGiven("Mostly True", "The main point is right; details are wrong or missing.", 4, _MT),
            RatingGiven("True", "The claim is accurate and nothing important is left out.", 5, _T),
            RatingGiven("Unproven", "There is not enough evidence to say whether it is true or false.", None, _N),
            RatingGiven("Unfounded", "Nothing at all is there to support it.", None, _N),
            RatingGiven("Outdated", "It was accurate once and no longer is.", None, _N),
            RatingGiven("Miscaptioned", "A real picture or document is shown as something it is not.", None, _N),
            RatingGiven("Misattributed", "The words are real, but somebody else said them.", None, _N),
            RatingGiven("Correct Attribution", "The person did say these words.", None, _N),
            RatingGiven("Scam", "It is spread to cheat people.", None, _N),
            RatingGiven("Satire", "It was made as a joke and passed on in earnest.", None, _N),
        ),
    ),
    "six-steps": Preset(
        "Six steps",
        (
            RatingGiven("Pants on Fire", "The claim is not accurate and makes a ridiculous point.", 1, _F),
            RatingGiven("False", "The claim is not accurate.", 2, _F),
            RatingGiven("Mostly False", "There is some truth in it, but it gives a wrong impression.", 3, _MF),
            RatingGiven("Half True", "It is partly accurate, but leaves out what matters.", 4, _MIX),
            RatingGiven("Mostly True", "It is accurate, but needs to be explained.", 5, _MT),
            RatingGiven("True", "The claim is accurate and nothing important is left out.", 6, _T),
        ),
    ),
    "labels": Preset(
        "Labels without an axis",
        (
            RatingGiven("False", "The claim is not accurate.", None, _F),
            RatingGiven("Misleading", "It uses what is true to say something that is not.", None, _MF),
            RatingGiven("Altered image", "The picture or recording was changed.", None, _F),
            RatingGiven("Missing context", "It cannot be understood rightly without what is left out.", None, _MIX),
            RatingGiven("Satire", "It was made as a joke and passed on in earnest.", None, _N),
        ),
    ),
    "prose": Preset(
        "A conclusion in prose",
        (RatingGiven("See the conclusion", "What was found is said in words, not in a grade.", None, _N),),
    ),
}
