"""German, read: sentences, who says what, speakers, statements and their worth. The steps are those of English."""

from collections.abc import Callable
from dataclasses import dataclass, field

from claims.splitting.assembly import Piece
from claims.splitting.checkworthiness import Judgement
from claims.splitting.languages.borders import find_borders
from claims.splitting.languages.german.attribution import Attributed, find_attributions
from claims.splitting.languages.german.blocks import localise
from claims.splitting.languages.german.clauses import cut_clauses
from claims.splitting.languages.german.people import People, find_people
from claims.splitting.languages.german.phrases import phrase_from
from claims.splitting.languages.german.speakers import Discourse
from claims.splitting.languages.german.words import MARKS, Word, is_finite, read_words
from claims.splitting.languages.german.worth import judge
from claims.splitting.languages.marks import find_marks
from claims.splitting.languages.reading import Reading
from claims.splitting.paragraphs import Block
from claims.splitting.quotations import Quotation
from claims.splitting.sentences import Sentence
from claims.splitting.voices import Chain, Link
from claims.splitting.wordlists import load_classes

VERSION = "de-0.1"
SILENT = frozenset({"credit", "date", "byline", "notice"})
# In quotation marks, but no quotation: a name, or one word that somebody used.
WORDS_OF_A_QUOTATION = 3
SMALLEST_PIECE = 2
NOBODY, REMOVED = -1, -2
LEADING = frozenset({"und", "aber", "doch", "sondern", "denn", "dass", "jedoch"})

Draft = tuple[Piece, Judgement, int]


@dataclass
class Story:
    """What is remembered from sentence to sentence: the cast, the last speaker and the block in which they spoke."""

    text: str
    people: People
    discourse: Discourse
    blocks: list[Block]
    last: Chain = ()
    last_block: int = -9
    drafts: list[Draft] = field(default_factory=list)
    # The drafts of the sentence before that nobody has said yet, for "Das teilte die Polizei mit."
    unsaid: list[int] = field(default_factory=list)
    # Whether the sentence before was somebody's, which "demnach" needs.
    just_said: bool = False


def read_german(text: str, blocks: list[Block], report: Callable[[float], None]) -> Reading:
    """Read a German text."""
    blocks = localise(text, blocks)
    sentences = find_borders(text, blocks, "de")
    quotations = find_marks(text, blocks)
    people = find_people(text)
    report(0.2)
    story = Story(text, people, Discourse(people), blocks)
    first = 0
    for number, sentence in enumerate(sentences):
        while first < len(quotations) and quotations[first].end <= sentence.start:
            first += 1
        if blocks[sentence.block].kind not in SILENT:
            read_sentence(story, sentence, quotations, first)
        if number % 200 == 0:
            report(0.2 + 0.7 * number / len(sentences))
    names = {name: ("person", name) for name in people.full}
    names |= {surname: ("person", full) for surname, full in people.by_surname.items() if full}
    return Reading(VERSION, sentences, story.drafts, names)


def read_sentence(story: Story, sentence: Sentence, quotations: list[Quotation], first: int) -> None:
    """Read one sentence and add its drafts to the story."""
    quotes = quotes_in(story.text, sentence, quotations, first)
    words = read_words(story.text, sentence.start, sentence.end, quotes)
    if sum(word.tag != "MARK" for word in words) < SMALLEST_PIECE:
        return
    attributions = find_attributions(words, story.people)
    chains = [chain_of(story, words, attributed) for attributed in attributions]
    note_subject(story, words, attributions)
    owner = owners(words, attributions)
    said_before = story.last if sentence.block - story.last_block <= 1 else ()
    goes_on = sentence.block == story.last_block
    goes_back = bool(story.unsaid) and story.drafts[story.unsaid[-1]][2] == sentence.block
    here = 0
    for start, end in runs(words, owner):
        holder = owner[start]
        chain: Chain = chains[holder] if holder >= 0 else ()
        role = attributions[holder].kind if holder >= 0 else "own"
        for left, right in cut_clauses(words, start, end):
            before = chains[-1] if chains and chains[-1] else said_before
            voice = chain or voice_of(words, (left, right), before, goes_on=goes_on, just_said=story.just_said)
            if holder < 0 and not voice and any(attributed.kind == "act" for attributed in attributions):
                role = "act"
            here += add_piece(story, sentence, (words, left, right), voice, role)
    for attributed, chain in zip(attributions, chains, strict=True):
        if attributed.backward and chain and goes_back:
            attribute_back(story, chain)
        if chain:
            story.last, story.last_block = chain, sentence.block
    said_here = any(piece.links for piece, _, _ in story.drafts[len(story.drafts) - here :])
    story.just_said = said_here or any(attributed.kind != "act" for attributed in attributions)
    story.unsaid = [at for at in range(len(story.drafts) - here, len(story.drafts)) if not story.drafts[at][0].links]


def quotes_in(text: str, sentence: Sentence, quotations: list[Quotation], first: int) -> list[tuple[int, int]]:
    """Give the quotations of a sentence, without names and single words in quotation marks."""
    found = []
    at = first
    while at < len(quotations) and quotations[at].start < sentence.end:
        quotation = quotations[at]
        whole = quotation.start <= sentence.start and quotation.end >= sentence.end - 1
        inner = text[quotation.inner_start : min(quotation.inner_end, quotation.inner_start + 400)].split()
        set_off = quotation.start == sentence.start and text[quotation.end : quotation.end + 1] == ","
        announced = text[max(0, quotation.start - 2) : quotation.start].strip() == ":"
        if whole or set_off or announced or len(inner) > WORDS_OF_A_QUOTATION:
            found.append((max(quotation.start, sentence.start), min(quotation.end, sentence.end)))
        at += 1
    return found


def chain_of(story: Story, words: list[Word], attributed: Attributed) -> Chain:
    """Resolve the source of an attribution; () for nobody."""
    source = words[slice(*attributed.source)]
    verb = words[attributed.cue[0]]
    plural = verb.lower.endswith("en") and verb.tag != "PREP"
    speaker = story.discourse.resolve(source, story.text, plural=plural)
    story.discourse.note(speaker, source)
    cue = story.text[verb.start : words[attributed.cue[1] - 1].end]
    return (Link(speaker, cue),)


def note_subject(story: Story, words: list[Word], attributions: list[Attributed]) -> None:
    """Remember the subject of a sentence that nobody speaks in, so that "sie" can mean it."""
    if attributions or words[0].place >= 0:
        return
    end = phrase_from(words, 0, story.people)
    if end and end < len(words) and is_finite(words[end]) and words[0].tag != "PRON":
        phrase = words[:end]
        story.discourse.note(story.discourse.resolve(phrase, story.text), phrase)


def owners(words: list[Word], attributions: list[Attributed]) -> list[int]:
    """Give for each word the attribution it is the content of, NOBODY, or REMOVED for attribution itself."""
    owner = [NOBODY] * len(words)
    for index, attributed in enumerate(attributions):
        for start, end in attributed.contents:
            for at in range(start, end):
                if owner[at] != REMOVED:
                    owner[at] = index
        for at in range(*attributed.frame):
            owner[at] = REMOVED
    return owner


def runs(words: list[Word], owner: list[int]) -> list[tuple[int, int]]:
    """Give runs of words with one owner; a quotation that nobody owns is a run of its own."""
    found = []
    start = 0
    for at in range(1, len(words) + 1):
        same = at < len(words) and owner[at] == owner[start]
        if same and (owner[start] >= 0 or words[at].place == words[start].place):
            continue
        if owner[start] != REMOVED:
            found.append((start, at))
        start = at
    return found


def voice_of(
    words: list[Word], stretch: tuple[int, int], said_before: Chain, *, goes_on: bool, just_said: bool
) -> Chain:
    """Give who says words without a cue of their own: the last speaker, where they are quoted or indirect speech.

    "hätten" and "würden" are that only beside a form that is nothing else, or right after what somebody said.
    """
    left, right = stretch
    if not said_before:
        return ()
    if words[left].place >= 0:
        return said_before
    if just_said and any(word.lower in load_classes("cues", "de")["anonymous"] for word in words[left:right]):
        return said_before
    verb = next((word for word in words[left:right] if is_finite(word)), None)
    reported = verb is not None and verb.tag == "REPORTED"
    beside = goes_on or any(word.tag == "REPORTED" for word in words)
    either = verb is not None and verb.tag == "EITHER" and beside
    return said_before if reported or either else ()


def add_piece(story: Story, sentence: Sentence, stretch: tuple[list[Word], int, int], voice: Chain, role: str) -> bool:
    """Trim a stretch of words, judge it and add it to the drafts; False where nothing is left of it."""
    words, left, right = stretch
    while left < right and (words[left].tag == "MARK" or words[left].lower in LEADING):
        if words[left].text in MARKS and words[left].place < 0 and closes_inside(words, left, right):
            break
        left += 1
    while left < right and words[right - 1].tag == "MARK" and not opens_inside(words, left, right):
        right -= 1
    if right - left < SMALLEST_PIECE:
        return False
    inner = words[left:right]
    count = sum(word.tag != "MARK" for word in inner)
    verbless = not any(is_finite(word) for word in inner)
    headline = story.blocks[sentence.block].kind in ("headline", "standfirst")
    whole = left == 0 or headline or words[left].place >= 0
    if count < SMALLEST_PIECE or (verbless and role == "own" and not (whole and count > SMALLEST_PIECE)):
        return False
    text = story.text
    start, end = inner[0].start, inner[-1].end
    quoted = any(word.place >= 0 or word.text in MARKS for word in inner)
    question = text[end : end + 1] == "?"
    piece_role = role if voice or role == "act" else "own"
    judgement = judge(
        inner,
        piece_role,
        attributed=bool(voice),
        quoted=quoted,
        kind=story.blocks[sentence.block].kind,
        question=question,
    )
    piece = Piece(start, end, links=voice, quote=quoted, role=piece_role)
    story.drafts.append((piece, judgement, sentence.block))
    return True


def closes_inside(words: list[Word], left: int, right: int) -> bool:
    """Say whether an opening mark has its closing one inside the stretch."""
    return any(word.text in MARKS for word in words[left + 1 : right])


def opens_inside(words: list[Word], left: int, right: int) -> bool:
    """Say whether the mark at the end closes something that opens inside the stretch."""
    last = words[right - 1]
    if last.text == ")":
        return any(word.text == "(" for word in words[left : right - 1])
    return last.text in MARKS and last.place < 0 and any(word.text in MARKS for word in words[left : right - 1])


def attribute_back(story: Story, chain: Chain) -> None:
    """Give the sentence before to the speaker: "Das teilte die Polizei mit"."""
    for at in story.unsaid:
        piece, judgement, block = story.drafts[at]
        said = Piece(piece.start, piece.end, links=chain, quote=piece.quote, role="say")
        story.drafts[at] = (said, judgement, block)
