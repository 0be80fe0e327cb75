"""Bringing an article in."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Job, User
from claims.vocabulary import JobKind, JobState

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def send(sign_in: SignIn, mara: User) -> Callable[..., object]:
    client = sign_in(mara)
    return lambda **fields: client.post(reverse("desk:article_new"), fields)


def upload(content: bytes, name: str = "story.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def test_a_pasted_text_becomes_an_article_with_a_job(send):
    answer = send(
        text="Crane fails\r\n\r\nIt cost 40 million.",
        publisher="The Gazette",
        author="J. Doe",
        url="https://gazette.example/1",
        published_on="2026-03-01",
    )
    article = Article.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("desk:article", args=[article.pk])
    assert article.title == "Crane fails"
    assert (article.publisher, article.author, article.url) == ("The Gazette", "J. Doe", "https://gazette.example/1")
    assert article.published_on.isoformat() == "2026-03-01"
    assert article.current_snapshot.text == "Crane fails\n\nIt cost 40 million."
    assert Job.objects.filter(article=article, kind=JobKind.SPLIT_ARTICLE, state=JobState.QUEUED).count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_becomes_an_article(send, encoding):
    send(file=upload("Brücke gesperrt\n\nZwölf Tage lang. 😀".encode(encoding)), title="Die Brücke")
    article = Article.objects.get()
    assert article.title == "Die Brücke"
    assert article.current_snapshot.text == "Brücke gesperrt\n\nZwölf Tage lang. 😀"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({}, "text", "The article has no text"),
        ({"text": " \n "}, "text", "The article has no text"),
        ({"text": "A text.", "url": "ftp://x.example/1"}, "url", "starts with http"),
        ({"text": "A text.", "url": "javascript:alert(1)"}, "url", "starts with http"),
        ({"text": "A text.", "published_on": "yesterday"}, "published_on", "valid date"),
        ({"text": "A text.", "title": "t" * 301}, "title", "at most 300"),
        ({"text": "A text.", "publisher": "p" * 201}, "publisher", "at most 200"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(send, fields, field, sentence):
    answer = send(**fields)
    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "This is a PDF, not a text."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture, not a text."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is a picture, not a text."),
        (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml word/document.xml", "This is a Word document, not a text."),
        (b"PK\x03\x04\x14\0\x06\0notes.txt", "This is a packed file, not a text."),
        (b"", "has no text"),
        (b"a\0b", "NUL"),
        (b"a\x01\xefve and more than twenty letters", "not UTF-8"),
        (b"a\x81 is nothing in Windows-1252", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_what_to_do(send, content, sentence):
    answer = send(file=upload(content))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Read as Windows-1252" not in answer.content.decode()
    assert not Article.objects.exists()


def test_an_older_encoding_is_looked_at_before_it_is_imported(send):
    words = "“Naïve”, sagt der Bürgermeister – und zwölf Brücken sind zu."
    answer = send(file=upload(words.encode("cp1252")), publisher="The Gazette")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Read as Windows-1252 its text is the one below." in page
    assert f"{words}</textarea>" in page
    assert 'value="The Gazette"' in page
    assert not Article.objects.exists()
    # Sending what stands in the box is the consent.
    assert send(text=words, publisher="The Gazette").status_code == 302
    assert Article.objects.get().current_snapshot.text == words


def test_an_address_without_a_scheme_gets_https_and_that_is_said(send, client: Client):
    answer = send(text="A text that is long enough.", url="gazette.example/1")
    assert Article.objects.get().url == "https://gazette.example/1"
    assert "https:// was put before the address: https://gazette.example/1" in client.get(answer.url).content.decode()
    answer = send(text="A text that is long enough too.", url="http://gazette.example/1")
    assert "was put before" not in client.get(answer.url).content.decode()


def test_the_same_text_again_is_imported_with_a_link_to_the_first(send, client: Client):
    send(text="A text that\r\nis long enough.", title="The <first>")
    first = Article.objects.get()
    answer = send(text="A text that\nis long enough.", title="The second")
    page = client.get(answer.url).content.decode()
    link = f'<a href="{reverse("desk:article", args=[first.pk])}"><bdi>The &lt;first&gt;</bdi></a>'
    assert f"The very same text is here already: {link}. It was imported again." in page
    assert Article.objects.count() == 2


@pytest.mark.parametrize("fields", [{"text": " Crane fails. \n"}, {"file": b"Crane fails."}], ids=["pasted", "file"])
def test_a_slip_of_the_hand_is_no_article(send, fields):
    if "file" in fields:
        fields = {"file": upload(fields["file"])}
    answer = send(**fields)
    assert answer.status_code == 400
    assert "too short to hold a claim" in answer.content.decode()
    assert "Crane fails." in answer.content.decode()
    assert not Article.objects.exists()


def test_what_was_typed_is_kept(send):
    page = send(text="Crane <fails>", title="My title", publisher="The Gazette", url="nonsense:").content.decode()
    assert "Crane &lt;fails&gt;</textarea>" in page
    assert 'value="My title"' in page
    assert 'value="The Gazette"' in page


def test_the_words_of_an_uploaded_file_are_kept_when_something_else_is_wrong(send):
    page = send(file=upload(b"Crane fails"), url="nonsense:").content.decode()
    assert "Crane fails</textarea>" in page


def test_text_and_file_together_are_refused(send):
    answer = send(text="One text.", file=upload(b"Another text."))
    assert answer.status_code == 400
    assert "Keep one of them" in answer.content.decode()
    assert not Article.objects.exists()


def test_too_long_a_text_is_413_with_the_limit_and_the_text_kept(send, settings):
    settings.ARTICLE_MAX_CHARS = 20
    answer = send(text="x" * 21)
    assert answer.status_code == 413
    assert "the limit is 20" in answer.content.decode()
    assert "x" * 21 in answer.content.decode()


@pytest.mark.parametrize("characters", [21, 500])
def test_too_long_a_file_is_413_with_the_limit(send, settings, characters):
    settings.ARTICLE_MAX_CHARS = 20
    answer = send(file=upload(b"x" * characters))
    assert answer.status_code == 413
    assert "more than 20 characters" in answer.content.decode()


def test_a_request_that_is_too_large_to_be_read_is_413(send, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = send(text="x" * 200)
    assert answer.status_code == 413
    assert "larger than this site takes in" in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_viewer_may_not(sign_in: SignIn, vic: User, method: str):
    answer = getattr(sign_in(vic), method)(reverse("desk:article_new"), {"text": "A text."})
    assert answer.status_code == 403
    assert "Only checkers, editors and admins may do this." in answer.content.decode()
    assert not Article.objects.exists()
