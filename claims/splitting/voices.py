"""Step 6, over the article: whose voice each attribution and each quotation is."""

from dataclasses import dataclass

from claims.splitting.attribution import Attributed
from claims.splitting.names import Cast
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.sources import main_subject
from claims.splitting.speakers import Discourse, Speaker
from claims.splitting.views import View

Chain = tuple["Link", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A resolved speaker and the cue as printed."""

    speaker: Speaker
    cue: str


class Voices:
    """Follows who speaks from sentence to sentence."""

    def __init__(self, text: str, cast: Cast, blocks: list[Block], quotations: list[Quotation]) -> None:
        self.text = text
        self.cast = cast
        self.blocks = blocks
        self.quotations = quotations
        self.discourse = Discourse(cast)
        self.of_quotation: dict[int, Chain] = {}
        self.block_of_quotation: dict[int, int] = {}
        # The speaker of a sentence that ends in a colon, for what follows it.
        self.announced: Chain = ()

    def listen(self, view: View, attributions: list[Attributed]) -> list[Chain]:
        """Resolve the sources of one sentence in reading order; give each attribution's chain, outermost first."""
        announced, self.announced = self.announced or self.floor(view), ()
        self.carry_over(view, announced)
        chains: list[Chain] = []
        last: Speaker | None = None
        subject = self.subject_speaker(view)
        if subject and subject.name and subject.kind in ("person", "body"):
            self.discourse.note(subject.name, subject.kind)
        for attributed in attributions:
            speaker = self.speaker_of(view, attributed, last, subject)
            if speaker is None:
                chains.append(())
                continue
            link = Link(speaker, self.printed(view, attributed.cue))
            parent = self.parent_chain(attributed, attributions, chains)
            chain = (*parent, link)
            chains.append(chain)
            if attributed.kind not in ("name",):
                last = speaker
            if speaker.name and speaker.kind in ("person", "body"):
                self.discourse.note(speaker.name, speaker.kind, spoke=True)
            elif speaker.name and speaker.kind == "pronoun":
                self.discourse.note(speaker.name, "person" if speaker.name in self.cast.people else "body")
            for place in attributed.quoted:
                self.of_quotation[view.numbers[place]] = chain
        self.hear_colon(view, last or subject)
        self.note_people(view)
        if view.tokens and view.tokens[-1].text == ":":
            heard = last or subject
            cue = self.printed(view, attributions[-1].cue) if attributions else ":"
            self.announced = (Link(heard, cue),) if heard else ()
        return chains

    def floor(self, view: View) -> Chain:
        """Give the speaker of a transcript's line, by its label; () in running text."""
        label = self.blocks[view.sentence.block].label
        return (Link(self.discourse.label_speaker(label), ":"),) if label else ()

    def hear_colon(self, view: View, speaker: Speaker | None) -> None:
        """Give a quotation after a colon to the speaker of the words before it, if it has none yet."""
        for at in range(2, len(view.tokens)):
            place = view.inside[at]
            if place >= 0 and view.inside[at - 1] < 0 and view.tokens[at - 1].text == ":" and speaker:
                self.of_quotation.setdefault(view.numbers[place], (Link(speaker, ":"),))

    def printed(self, view: View, span: tuple[int, int]) -> str:
        """Give the text of a token span."""
        return self.text[view.tokens[span[0]].start : view.tokens[span[1] - 1].end]

    def speaker_of(
        self, view: View, attributed: Attributed, last: Speaker | None, subject: Speaker | None
    ) -> Speaker | None:
        """Resolve one source; without one of its own it is the speaker before it or the sentence's subject."""
        if attributed.source is None:
            return last or subject
        return self.discourse.resolve(view.tokens[slice(*attributed.source)], self.text)

    def parent_chain(self, attributed: Attributed, attributions: list[Attributed], chains: list[Chain]) -> Chain:
        """Give the chain of the attribution that this one stands inside of, if it does."""
        if attributed.beside:
            return ()
        for earlier in range(len(chains) - 1, -1, -1):
            if any(start <= attributed.cue[0] < end for start, end in attributions[earlier].contents):
                return chains[earlier]
            if attributed.kind == "quote":
                return chains[earlier]
        return ()

    def subject_speaker(self, view: View) -> Speaker | None:
        """Resolve the subject of the sentence, outside quotations."""
        phrase = main_subject(view)
        return self.discourse.resolve(view.tokens[slice(*phrase)], self.text) if phrase else None

    def note_people(self, view: View) -> None:
        """Remember people who are only named, so that the next "she" can be answered."""
        run: list[int] = []
        for index, token in enumerate([*view.tokens, None]):
            if token is not None and token.tag == "NAME" and view.inside[index] < 0:
                run.append(index)
            elif run:
                person = self.discourse.person_in(view.tokens[run[0] : run[-1] + 1])
                if person and person not in self.discourse.people:
                    self.discourse.people.insert(0, person)
                    del self.discourse.people[:-8]
                run = []

    def carry_over(self, view: View, announced: Chain) -> None:
        """Give quotations without a cue of their own the speaker of the one they go on from."""
        for number in view.numbers:
            self.block_of_quotation.setdefault(number, view.sentence.block)
            if number in self.of_quotation:
                continue
            if announced:
                self.of_quotation[number] = announced

    def quotation_links(self, view: View) -> list[Chain]:
        """Give the chain for each quotation of a view: its own, or the one it continues;

        () when nobody can be named.
        """
        return [self.quotation_chain(number) for number in view.numbers]

    def quotation_chain(self, number: int) -> Chain:
        """Find the chain of one quotation, looking back over paragraphs that are nothing but quotation."""
        if number in self.of_quotation:
            return self.of_quotation[number]
        chain: Chain = ()
        before = number - 1
        quotation = self.quotations[number]
        block = self.block_of_quotation.get(number, -1)
        if before in self.of_quotation:
            near = block - self.block_of_quotation.get(before, -9)
            whole = block >= 0 and self.is_whole_block(quotation, block)
            stands_alone = near == 0 and self.opens_sentence(quotation)
            if quotation.continues or (near == 1 and whole) or stands_alone:
                chain = self.of_quotation[before]
        if chain:
            self.of_quotation[number] = chain
        return chain

    def is_whole_block(self, quotation: Quotation, block: int) -> bool:
        """Say whether a paragraph is nothing but this quotation."""
        home = self.blocks[block]
        return quotation.start <= home.lead and quotation.end >= home.end - 1

    def opens_sentence(self, quotation: Quotation) -> bool:
        """Say whether a quotation begins a sentence: a stop before it in the same paragraph."""
        before = self.text[max(0, quotation.start - 3) : quotation.start].rstrip()
        return (
            before.endswith((".", "!", "?", '"', "”"))
            and self.text[quotation.inner_start : quotation.inner_start + 1].isupper()
        )
