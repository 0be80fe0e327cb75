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
    """A resolved speaker and the cue as printed, and where in the text they stand; source_span is None for a speaker
    without words of its own.
    """

    speaker: Speaker
    cue: str
    cue_span: tuple[int, int] = (0, 0)
    source_span: tuple[int, int] | None = None


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
        phrase = main_subject(view)
        subject = self.discourse.resolve(view.tokens[slice(*phrase)], self.text) if phrase else None
        printed_at = self.span(view, phrase) if phrase else None
        if subject and subject.name and subject.kind in ("person", "body"):
            self.discourse.note(subject.name, subject.kind)
        for attributed in attributions:
            speaker = self.speaker_of(view, attributed, last, subject)
            if speaker is None:
                chains.append(())
                continue
            source_at = self.span(view, attributed.source) if attributed.source else printed_at
            link = Link(speaker, self.printed(view, attributed.cue), self.span(view, attributed.cue), source_at)
            parent = self.parent_chain(attributed, attributions, chains)
            chain = (*parent, link)
            chains.append(chain)
            if attributed.kind not in ("name",):
                last, printed_at = speaker, source_at
            if speaker.name and speaker.kind in ("person", "body"):
                self.discourse.note(speaker.name, speaker.kind, spoke=True)
            elif speaker.name and speaker.kind == "pronoun":
                self.discourse.note(speaker.name, "person" if speaker.name in self.cast.people else "body")
            for place in attributed.quoted:
                self.of_quotation[view.numbers[place]] = chain
        heard = last or subject
        if heard:
            self.hear_colon(view, heard, printed_at)
        self.note_people(view)
        if view.tokens and view.tokens[-1].text == ":":
            cue = attributions[-1].cue if attributions else (len(view.tokens) - 1, len(view.tokens))
            if heard:
                self.announced = (Link(heard, self.printed(view, cue), self.span(view, cue), printed_at),)
        return chains

    def floor(self, view: View) -> Chain:
        """Give the speaker of a transcript's line, by its label; () in running text."""
        block = self.blocks[view.sentence.block]
        if not block.label:
            return ()
        named = (block.start, block.start + len(block.label))
        speaker = self.discourse.label_speaker(block.label)
        return (Link(speaker, ":", (named[1], named[1] + 1), named),)

    def hear_colon(self, view: View, speaker: Speaker, printed_at: tuple[int, int] | None) -> None:
        """Give a quotation after a colon to the speaker of the words before it, if it has none yet."""
        for at in range(2, len(view.tokens)):
            place = view.inside[at]
            if place >= 0 and view.inside[at - 1] < 0 and view.tokens[at - 1].text == ":":
                link = Link(speaker, ":", self.span(view, (at - 1, at)), printed_at)
                self.of_quotation.setdefault(view.numbers[place], (link,))

    def printed(self, view: View, span: tuple[int, int]) -> str:
        """Give the text of a token span."""
        return self.text[view.tokens[span[0]].start : view.tokens[span[1] - 1].end]

    def span(self, view: View, tokens: tuple[int, int]) -> tuple[int, int]:
        """Give the offsets of a token span."""
        return view.tokens[tokens[0]].start, view.tokens[tokens[1] - 1].end

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
