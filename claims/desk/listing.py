"""Which claims of an article its list shows, and in which order: two words in the page's address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims.desk.marks import is_aside
from claims.models import Claim
from claims.vocabulary import State

IN_TEXT_ORDER, WORTH_CHECKING = "text", "worth"
ALL, TO_TRIAGE, ASIDES = "all", "triage", "asides"


@dataclass(frozen=True)
class Choice:
    """A link above the list. `key` names it in the address, `query` is what the address says with it chosen."""

    key: str
    label: str
    query: str
    is_chosen: bool
    state: State | None = None
    count: int = 0


@dataclass(frozen=True)
class Listing:
    """What was chosen. `show` is ALL, TO_TRIAGE, ASIDES or a state; suggested claims are in one of the middle two."""

    order: str = IN_TEXT_ORDER
    show: str = ALL

    @classmethod
    def read(cls, query: QueryDict) -> Listing:
        """From the address; what makes no sense there is left out."""
        order, show = query.get("order"), query.get("show", "")
        return cls(
            WORTH_CHECKING if order == WORTH_CHECKING else IN_TEXT_ORDER,
            show if show in (TO_TRIAGE, ASIDES, *State.values) else ALL,
        )

    def of(self, claims: Sequence[Claim], *, also: int = 0) -> list[Claim]:
        """The claims to list, out of all of the text's in reading order; the claim with the id `also` in any case."""
        listed = [claim for claim in claims if self.show in (ALL, _group(claim)) or claim.pk == also]
        return sorted(listed, key=_worth) if self.order == WORTH_CHECKING else listed

    def query(self, **more: object) -> str:
        """As it stands in the address, without the "?"; empty for what needs no saying."""
        said = {"order": self.order, "show": self.show}
        said = {name: value for name, value in said.items() if value not in (IN_TEXT_ORDER, ALL)}
        return urlencode(said | {name: value for name, value in more.items() if value})

    def orders(self) -> list[Choice]:
        labels = {IN_TEXT_ORDER: _("In text order"), WORTH_CHECKING: _("Worth checking first")}
        return [Choice(key, label, Listing(key, self.show).query(), key == self.order) for key, label in labels.items()]

    def shows(self, claims: Sequence[Claim]) -> list[Choice]:
        """All, what is to be triaged, and each group that has claims; the chosen one even if it has none left."""
        counts = Counter(map(_group, claims))
        found = [self._show(ALL, _("All"), len(claims)), self._show(TO_TRIAGE, _("To triage"), counts[TO_TRIAGE])]
        if counts[ASIDES] or self.show == ASIDES:
            found.append(self._show(ASIDES, _("Opinions, repeats …"), counts[ASIDES]))
        states = [state for state in State if counts[state] or self.show == state]
        return found + [self._show(state, str(state.label), counts[state], state) for state in states]

    def _show(self, key: str, label: str, count: int, state: State | None = None) -> Choice:
        return Choice(str(key), label, Listing(self.order, key).query(), self.show == key, state, count)


def _group(claim: Claim) -> str:
    if claim.state != State.SUGGESTED:
        return claim.state
    return ASIDES if is_aside(claim) else TO_TRIAGE


def _worth(claim: Claim) -> tuple[bool, float]:
    """What a person marked has no score, and was worth the trouble."""
    return is_aside(claim), -(1.0 if claim.score is None else claim.score)
