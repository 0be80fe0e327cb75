"""Rating scales in use elsewhere, to start from: what is public knowledge of them, in words of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from claims.models import Newsroom
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
        _("Five steps and kinds"),
        (
            RatingGiven(_("False"), _("The claim is not accurate."), 1, _F),
            RatingGiven(_("Mostly False"), _("There is some truth in it, but the main point is wrong."), 2, _MF),
            RatingGiven(_("Mixture"), _("Important parts are true, and important parts are false."), 3, _MIX),
            RatingGiven(_("Mostly True"), _("The main point is right; details are wrong or missing."), 4, _MT),
            RatingGiven(_("True"), _("The claim is accurate and nothing important is left out."), 5, _T),
            RatingGiven(_("Unproven"), _("There is not enough evidence to say whether it is true or false."), None, _N),
            RatingGiven(_("Unfounded"), _("Nothing at all is there to support it."), None, _N),
            RatingGiven(_("Outdated"), _("It was accurate once and no longer is."), None, _N),
            RatingGiven(_("Miscaptioned"), _("A real picture or document is shown as something it is not."), None, _N),
            RatingGiven(_("Misattributed"), _("The words are real, but somebody else said them."), None, _N),
            RatingGiven(_("Correct Attribution"), _("The person did say these words."), None, _N),
            RatingGiven(_("Scam"), _("It is spread to cheat people."), None, _N),
            RatingGiven(_("Satire"), _("It was made as a joke and passed on in earnest."), None, _N),
        ),
    ),
    "six-steps": Preset(
        _("Six steps"),
        (
            RatingGiven(_("Pants on Fire"), _("The claim is not accurate and makes a ridiculous point."), 1, _F),
            RatingGiven(_("False"), _("The claim is not accurate."), 2, _F),
            RatingGiven(_("Mostly False"), _("There is some truth in it, but it gives a wrong impression."), 3, _MF),
            RatingGiven(_("Half True"), _("It is partly accurate, but leaves out what matters."), 4, _MIX),
            RatingGiven(_("Mostly True"), _("It is accurate, but needs to be explained."), 5, _MT),
            RatingGiven(_("True"), _("The claim is accurate and nothing important is left out."), 6, _T),
        ),
    ),
    "labels": Preset(
        _("Labels without an axis"),
        (
            RatingGiven(_("False"), _("The claim is not accurate."), None, _F),
            RatingGiven(_("Misleading"), _("It uses what is true to say something that is not."), None, _MF),
            RatingGiven(_("Altered image"), _("The picture or recording was changed."), None, _F),
            RatingGiven(
                _("Missing context"), _("It cannot be understood rightly without what is left out."), None, _MIX
            ),
            RatingGiven(_("Satire"), _("It was made as a joke and passed on in earnest."), None, _N),
        ),
    ),
    "prose": Preset(
        _("A conclusion in prose"),
        (RatingGiven(_("See the conclusion"), _("What was found is said in words, not in a grade."), None, _N),),
    ),
}


def presets() -> dict[str, Preset]:
    """PRESETS in the newsroom's language, by their keys: from then on the words are its own."""
    with Newsroom.speaking():
        return {
            key: Preset(
                gettext(preset.name),
                tuple(replace(one, label=gettext(one.label), meaning=gettext(one.meaning)) for one in preset.ratings),
            )
            for key, preset in PRESETS.items()
        }
