"""Why a claim is, or is not, worth checking: a fixed table of codes and the English an editor reads.

Codes are stable and can be stored and translated; the text can be reworded at any time.
"""

from enum import StrEnum


class Reason(StrEnum):
    """A reason code. Its meaning for an editor is in TEXT."""

    VICTIMS = "victims"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PLACE = "place"
    ACCUSATION = "accusation"
    VIOLENCE = "violence"
    WRONGDOING = "wrongdoing"
    CAUSE = "cause"
    COMPARISON = "comparison"
    ABSOLUTE = "absolute"
    OFFICIAL_ACT = "official_act"
    EVENT = "event"
    NAMED_PARTY = "named_party"
    ATTRIBUTED = "attributed"
    DIRECT_QUOTE = "direct_quote"
    VAGUE_SOURCE = "vague_source"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    SPEECH_ACT = "speech_act"
    REPEAT = "repeat"
    HEADLINE = "headline"
    CAPTION = "caption"
    VAGUE = "vague"
    FRAGMENT = "fragment"
    FIRST_PERSON = "first_person"
    BELIEF = "belief"
    FAMILIAR = "familiar"
    UNFAMILIAR = "unfamiliar"


TEXT: dict[Reason, str] = {
    Reason.VICTIMS: "gives a number of victims",
    Reason.NUMBER: "gives a number",
    Reason.MONEY: "gives a sum of money",
    Reason.SHARE: "gives a percentage or share",
    Reason.DATE: "gives a date or time",
    Reason.PLACE: "names a place",
    Reason.ACCUSATION: "accuses somebody",
    Reason.VIOLENCE: "is about deaths or violence",
    Reason.WRONGDOING: "alleges wrongdoing",
    Reason.CAUSE: "says what caused what",
    Reason.COMPARISON: "compares",
    Reason.ABSOLUTE: "says all, none, only or most",
    Reason.OFFICIAL_ACT: "is about a law, a court, an order or an inquiry",
    Reason.EVENT: "says that something happened",
    Reason.NAMED_PARTY: "is about a named party",
    Reason.ATTRIBUTED: "has a speaker",
    Reason.DIRECT_QUOTE: "is quoted word for word",
    Reason.VAGUE_SOURCE: "rests on an unnamed source",
    Reason.OPINION: "is an opinion or a judgement",
    Reason.PREDICTION: "is about the future",
    Reason.QUESTION: "is a question",
    Reason.SPEECH_ACT: "only reports that somebody spoke",
    Reason.REPEAT: "repeats what the story says below",
    Reason.HEADLINE: "is a headline",
    Reason.CAPTION: "is a picture caption",
    Reason.VAGUE: "is too vague to check",
    Reason.FRAGMENT: "is not a whole statement",
    Reason.FIRST_PERSON: "is about the speaker's own mind",
    Reason.BELIEF: "is reported as a belief",
    Reason.FAMILIAR: "is worded like claims that were checked before",
    Reason.UNFAMILIAR: "is worded like talk that nobody checks",
}
