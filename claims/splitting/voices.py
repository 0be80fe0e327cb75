"""Step 6, over the article: whose voice each attribution and each quotation is."""

from dataclasses import dataclass

from claims.splitting.attributed import Attributed
from claims.splitting.names import Cast, is_title
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.sources import main_subject
from claims.splitting.speakers import FIRST_AND_SECOND, Discourse, Speaker
from claims.splitting.tokens import Token
from claims.splitting.views import View
from claims.splitting.wordlists import word_sets

# Within this many words a sentence that only says who spoke has its verb.
SHORT_TAIL = 8
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
        self.before: View | None = None
        # The speaker of a sentence that ends in a colon, for what follows it.
        self.announced: Chain = ()

    def listen(self, view: View, attributions: list[Attributed]) -> list[Chain]:
        """Resolve the sources of one sentence in reading order; give each attribution's chain, outermost first."""
        announced, self.announced = self.announced or self.floor(view), ()
        self.discourse.now += 1
        self.carry_over(view, announced)
        chains: list[Chain] = []
        last: Speaker | None = None
        phrase = main_subject(view)
        subject = self.discourse.resolve(view.tokens[slice(*phrase)], self.text) if phrase else None
        printed_at = self.span(view, phrase) if phrase else None
        if subject and subject.name and subject.kind in ("person", "body"):
            self.discourse.note(subject.name, subject.kind)
        for attributed in attributions:
            parent = self.parent_chain(attributed, attributions, chains)
            speaker = self.speaker_of(view, attributed, last or subject, parent)
            if speaker is None:
                chains.append(())
                continue
            source_at = self.span(view, attributed.source) if attributed.source else printed_at
            if source_at and attributed.source:
                source_at = (
                    source_at[0],
                    source_at[0] + len(speaker.printed),
                )  # Without the "'s" of "the Front's claim".
            link = Link(speaker, self.printed(view, attributed.cue), self.span(view, attributed.cue), source_at)
            chain = (*parent, link)
            chains.append(chain)
            if attributed.kind != "name" and not in_passing(view, attributed, phrase):
                last, printed_at = speaker, source_at
            self.discourse.note_speaker(speaker)
            for place in attributed.quoted:
                self.of_quotation[view.numbers[place]] = chain
        self.note_outer(chains)
        heard = last or subject
        if heard:
            self.hear_colon(view, heard, printed_at)
        self.note_people(view)
        self.hear_tail(view, attributions, chains)
        self.before = view
        if view.tokens and view.tokens[-1].text == ":":
            cue = attributions[-1].cue if attributions else (len(view.tokens) - 1, len(view.tokens))
            if heard:
                self.announced = (Link(heard, self.printed(view, cue), self.span(view, cue), printed_at),)
        return chains

    def note_outer(self, chains: list[Chain]) -> None:
        """Note those again who speak in the outlet's own sentence: they are more in mind than who speaks inside their
        words.
        """
        for chain in chains:
            if len(chain) == 1 and chain[0].speaker.kind == "person" and chain[0].speaker.name:
                self.discourse.note(chain[0].speaker.name, "person")

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

    def hear_tail(self, view: View, attributions: list[Attributed], chains: list[Chain]) -> None:
        """Give a quotation that ends in "?" or "!" to the "Sachs asked." that was cut off behind it."""
        before = self.before
        if not attributions or not chains[0] or before is None or before.sentence.block != view.sentence.block:
            return
        first = attributions[0]
        opens = first.source is not None and first.source[0] == 0 and not first.contents and first.cue[0] < SHORT_TAIL
        if not opens or not before.inside or before.inside[-1] < 0:
            return
        place = before.inside[-1]
        if self.text[before.quotations[place].inner_end - 1] in "?!":
            self.of_quotation.setdefault(before.numbers[place], chains[0])

    def printed(self, view: View, span: tuple[int, int]) -> str:
        """Give the text of a token span."""
        return self.text[view.tokens[span[0]].start : view.tokens[span[1] - 1].end]

    def span(self, view: View, tokens: tuple[int, int]) -> tuple[int, int]:
        """Give the offsets of a token span."""
        return view.tokens[tokens[0]].start, view.tokens[tokens[1] - 1].end

    def speaker_of(self, view: View, attributed: Attributed, before: Speaker | None, parent: Chain) -> Speaker | None:
        """Resolve one source; without one of its own it is the speaker before it or the sentence's subject."""
        if attributed.source is None:
            return before
        source = view.tokens[slice(*attributed.source)]
        if source[-1].lower.endswith("'s"):  # "the Front's claim"
            last = source[-1]
            source[-1] = last._replace(end=last.end - 2, text=last.text[:-2], lower=last.lower[:-2])
        speaker = self.discourse.resolve(source, self.text)
        if speaker.name is None and source[0].lower in FIRST_AND_SECOND and (floor := self.floor(view)):
            return floor[0].speaker  # "You promised ...", in an interview
        if speaker.kind == "pronoun" and parent:
            return self.discourse.same_again(speaker, parent[-1].speaker)
        if attributed.kind == "headline" and not may_speak(speaker, source):
            return None  # "Ukraine war: ..."
        return speaker

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
        """Remember people who are only named, so that the next "she" can be answered, and what everybody is called."""
        run: list[int] = []
        named: list[str] = []
        for index, token in enumerate([*view.tokens, None]):
            if token is not None and token.tag == "NAME" and view.inside[index] < 0:
                run.append(index)
            elif run:
                person = self.discourse.person_in(view.tokens[run[0] : run[-1] + 1])
                if person:
                    for role in roles_of(view.tokens, run[0], run[-1] + 1):
                        self.discourse.call(person, role)
                if person and person not in named:
                    named.append(person)
                run = []
        self.discourse.mention(named)

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


def in_passing(view: View, attributed: Attributed, subject: tuple[int, int] | None) -> bool:
    """Say whether somebody only speaks in a relative clause: "Pike met lawmakers who say ..., insisting"."""
    if attributed.source is None or subject is None or attributed.source == subject:
        return False
    return any(token.lower == "who" for token in view.tokens[attributed.source[1] : attributed.source[1] + 2])


def may_speak(speaker: Speaker, source: list[Token]) -> bool:
    """Say whether what stands before a headline's colon is a person, a body or a study."""
    known = word_sets("roles", "person", "body", "document")
    return speaker.kind == "person" or source[-1].lower in known or source[-1].lower.removesuffix("s") in known


def roles_of(tokens: list[Token], start: int, end: int) -> list[str]:
    """Give what a person whose name is tokens[start:end] is called beside it: "Gov.", "the auditor, ...", "..., a
    retired machinist".
    """
    roles = [token.lower.rstrip(".") for token in tokens[start : end - 1] if is_title(token.text)]
    left = start - 2 if start > 1 and tokens[start - 1].text == "," else start - 1
    if left >= 0 and tokens[left].tag == "NOUN" and (left == start - 1 or opens_phrase(tokens, left)):
        roles.append(tokens[left].lower)
    at = end
    if at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 1].tag == "NUM":
        at += 2  # "Dale Pruitt, 61, a retired machinist"
    if at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].tag in ("DET", "POSS", "NOUN"):
        stop = at + 1
        while stop < len(tokens) and tokens[stop].tag in ("DET", "POSS", "NOUN", "NAME", "PART", "ING", "NUM"):
            stop += 1
        if stop > at + 1 and tokens[stop - 1].tag == "NOUN":
            roles.append(tokens[stop - 1].lower)
    return roles


def opens_phrase(tokens: list[Token], at: int) -> bool:
    """Say whether the noun at `at` ends a phrase that opens with a determiner or an owner: "the charity's auditor"."""
    for index in range(at, max(-1, at - 5), -1):
        if tokens[index].tag in ("DET", "POSS"):
            return True
        if tokens[index].tag not in ("NOUN", "NAME", "PART"):
            return False
    return False
