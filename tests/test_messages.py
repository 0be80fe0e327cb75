"""The translations of the interface: complete, and true to what they translate."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings

from factcheck import messages

WHAT_TO_DO = "Run `make messages`, translate what is new in claims/locale/*/LC_MESSAGES/django.po, and run it again."
COMPLETE = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PREPARED = {path.parent.parent.name: path for path in messages.catalogs()}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return messages.extract_all()


def key(message: Message) -> tuple[str, ...]:
    return (message.context or "", *ids(message))


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def texts_of(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_every_language_offered_has_a_file_of_its_own() -> None:
    assert set(COMPLETE) <= set(PREPARED)


def test_texts_are_found_in_templates_and_in_python(extracted: Catalog) -> None:
    found = {key(message)[1] for message in texts_of(extracted)}
    assert len(found) > 1500
    assert {"Skip to the content", "Say why the claim is dismissed."} <= found


@pytest.mark.parametrize("code", COMPLETE)
def test_a_file_holds_exactly_the_texts_of_the_interface(code: str, extracted: Catalog) -> None:
    held = {key(message) for message in texts_of(messages.read(PREPARED[code]))}
    wanted = {key(message) for message in texts_of(extracted)}
    assert not wanted - held, f"New texts. {WHAT_TO_DO}"
    assert not held - wanted, f"Texts that are gone. {WHAT_TO_DO}"


@pytest.mark.parametrize("code", COMPLETE)
def test_every_text_is_translated_and_none_is_a_guess(code: str) -> None:
    catalog = messages.read(PREPARED[code])
    missing = [key(message) for message in texts_of(catalog) if not messages.is_translated(message)]
    assert not missing, WHAT_TO_DO
    assert not [key(message) for message in texts_of(catalog) if message.fuzzy]
    plurals = [message for message in texts_of(catalog) if message.pluralizable]
    assert {len(strings(message)) for message in plurals} == {catalog.num_plurals}


def test_no_language_has_the_words_of_another() -> None:
    """A long text that is the same in two languages was put into the wrong file."""
    held = [{key(one): strings(one) for one in texts_of(messages.read(PREPARED[code]))} for code in COMPLETE]
    long = {
        one for one in held[0] if len(one[1]) > 20 and len(re.findall(r"[a-z]{3,}", PLACEHOLDER.sub("", one[1]))) > 2
    }
    assert len(long) > 1000
    assert not {one for one in long if len({one[1:], *(texts[one] for texts in held)}) <= len(held)}


@pytest.mark.parametrize("code", PREPARED)
def test_translations_keep_what_is_filled_in_and_the_tags(code: str) -> None:
    wrong = {
        key(message): found
        for message in texts_of(messages.read(PREPARED[code]))
        if messages.is_translated(message) and (found := faults(message))
    }
    assert not wrong


@pytest.mark.parametrize("code", PREPARED)
def test_the_compiled_file_is_that_of_the_text_file(code: str) -> None:
    path = PREPARED[code]
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(messages.read(path)), "Run `make messages`."


def faults(message: Message) -> list[str]:
    """What a translation lost or made up. Forms such as "one claim" may leave out the number."""
    *_others, last = strings(message)
    found = []
    if placeholders(last) != placeholders(ids(message)[-1]):
        found.append(f"other placeholders: {last}")
    known = {name for text in ids(message) for name in placeholders(text)}
    left_out = set()
    for text in strings(message):
        if not set(placeholders(text)) <= known:
            found.append(f"placeholders made up: {text}")
        left_out |= set(placeholders(ids(message)[-1])) - set(placeholders(text))
        if Counter(TAG.findall(text)) != Counter(TAG.findall(ids(message)[-1])):
            found.append(f"other tags: {text}")
        if edges(text) != edges(ids(message)[-1]):
            found.append(f"other space at the ends: {text}")
    if len(left_out) > 1:
        found.append(f"more than the number left out: {sorted(left_out)}")
    return found


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("%(name)s left", "Jemand ging"),
        ("%(count)d claims", "%(count)s Behauptungen"),
        ("{who} left", "{wer} ging"),
        ("<b>Now</b>", "<b>Jetzt<b>"),
        ("50 %% of it", "50 % davon"),
        ("Hello ", "Hallo"),
        (("%(n)d of %(all)d", "%(n)d of %(all)d"), ("eine", "%(n)d von %(all)d")),
    ],
)
def test_a_fault_is_found(english: str | tuple[str, str], translated: str | tuple[str, str]) -> None:
    assert faults(Message(english, translated))


def test_one_may_be_said_without_its_number() -> None:
    assert not faults(Message(("%(n)d claim", "%(n)d claims"), ("eine Behauptung", "%(n)d Behauptungen")))


def test_compiling_needs_no_program_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert messages.compiled(messages.read(PREPARED["de"])).startswith(b"\xde\x12\x04\x95")
