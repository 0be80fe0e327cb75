"""Files as sources: adding them as evidence, who gets them and how, and what stays of them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from PIL import Image

from claims.actions import evidence as actions
from claims.actions import publish, review, uploads, verdict
from claims.models import Claim, Event, Evidence, Source, User
from claims.tasks import remove_orphaned_files
from claims.vocabulary import State
from tests.cast import complete, fresh, newest, rating
from tests.intake.test_uploads import PDF, picture

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Iterator[Path]:
    """A storage of the test's own."""
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path, "file_permissions_mode": 0o600}}
    }
    return tmp_path


@pytest.fixture
def claim(claim_in: Callable[..., Claim]) -> Claim:
    return claim_in(State.CHECKING)


@pytest.fixture
def desk(sign_in: SignIn, mara: User) -> Client:
    return sign_in(mara)


def upload(desk: Client, claim: Claim, content: bytes = PDF, name: str = "Budget.pdf", **sent: object):
    file = SimpleUploadedFile("x", content)
    file._name = name  # As a hostile browser sends it; Django's own cleaning comes when it is read.
    fields = {"newest": 0, "stance": "supports", "passage": "18.2 million", "note": "The newest there is.", **sent}
    return desk.post(f"/desk/claims/{claim.pk}/evidence/", {**fields, "upload": file}, follow=True)


def body(response) -> bytes:
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:  # response.close() would close the test's database, too.
        close()
    return content


def kept(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_file_becomes_a_source_under_a_name_of_ours(desk: Client, claim: Claim, media: Path):
    page = upload(desk, claim, interest="It is their own budget.").content.decode()
    source = Source.objects.get()
    assert (source.title, source.file_name, source.media_type, source.url) == (
        "Budget",
        "Budget.pdf",
        "application/pdf",
        "",
    )
    assert re.fullmatch(r"sources/[0-9a-f]{32}\.pdf", source.file.name)
    (path,) = kept(media)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert f'<a href="/desk/sources/{source.pk}/"><bdi>Budget.pdf</bdi></a>' in page
    assert f'href="/desk/sources/{source.pk}/file/"' in desk.get(f"/desk/sources/{source.pk}/").content.decode()
    assert "The source is added." in page


def test_the_same_file_is_one_source(desk: Client, claim: Claim, claim_in, media: Path):
    upload(desk, claim)
    upload(desk, claim)  # A second click.
    assert Evidence.objects.count() == 1
    other = claim_in(State.CHECKING)
    upload(desk, other, name="copy of it.pdf", publisher="City of Harbour")
    source = Source.objects.get()
    assert (source.title, source.publisher, source.version) == ("Budget", "City of Harbour", 2)
    assert source.events.get().kind == "complete_source"
    assert len(kept(media)) == 1


def test_an_address_and_its_file_are_one_source(desk: Client, claim: Claim, mara: User):
    address = "https://city.example/budget"
    actions.add_evidence(actor=mara, claim_id=claim.pk, url=address, stance="context")
    upload(desk, claim, url=address)
    source = Source.objects.get()
    assert (source.url, source.file_name) == (address, "Budget.pdf")
    # Another file for that address, another address for that file: neither is a guess of ours.
    refused = upload(desk, claim, PDF + b"\n%%EOF", newest=9**9, url=address)
    assert (refused.status_code, "has another file already" in refused.content.decode()) == (400, True)
    refused = upload(desk, claim, newest=9**9, url="https://other.example/")
    assert (refused.status_code, "came from another address" in refused.content.decode()) == (400, True)
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("..\\..\\boot.ini", "boot.txt"),
        ("a\x00b.pdf", "ab.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.txt"),
        ('"; filename="x.html', " filename=&quot;x.txt"),
        ("\r\nSet-Cookie: a=b", "Set-Cookie: a=b.txt"),
        ("ü" * 300 + ".txt", "ü" * 146 + ".txt"),
    ],
)
def test_a_hostile_name_leads_nowhere(desk: Client, claim: Claim, media: Path, name: str, shown: str):
    assert upload(desk, claim, b"Words.", name).status_code == 200
    source = Source.objects.get()
    (path,) = kept(media)
    assert path.parent == media / "sources"
    assert "\u202e" not in source.file_name
    assert "\x00" not in source.file_name
    assert "/" not in source.file_name
    response = desk.get(f"/desk/sources/{source.pk}/file/")
    assert body(response) == b"Words."
    assert response["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in response.headers
    assert not {"\r", "\n"} & set(response["Content-Disposition"])


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"", "empty.pdf", 400, "The file is empty."),
        (b"<html><script>alert(1)</script>", "photo.png", 400, "in markup (HTML, SVG)"),
        (b"<svg onload='alert(1)'/>", "drawing.svg", 400, "in markup (HTML, SVG)"),
        (b"PK\x03\x04", "report.docx", 400, "Only PDFs, pictures"),
        (PDF[:30], "torn.pdf", 400, "This PDF is not whole"),
        (b"x" * 2_000_001, "long.txt", 413, "The file is too large: the limit is 2 MB."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field_and_the_rest_stays(
    desk: Client, claim: Claim, settings, media: Path, content: bytes, name: str, status: int, said: str
):
    settings.UPLOAD_MAX_BYTES = 2_000_000
    response = upload(desk, claim, content, name)
    page = response.content.decode()
    assert response.status_code == status
    field = page.split('id="id_evidence_upload_helptext"')[1].split("</div>\n</div>")[0]
    assert said in field.replace("&quot;", '"')
    assert "The newest there is.</textarea>" in page
    assert '<details class="add-evidence" open>' in page
    assert not Source.objects.exists()
    assert not kept(media)


def test_a_request_far_over_the_limit_is_refused_before_it_is_read(desk: Client, claim: Claim, settings):
    settings.LARGEST_UPLOAD_REQUEST = 1_000
    assert upload(desk, claim, b"x" * 2_000).status_code == 413
    assert not Source.objects.exists()


def test_a_picture_is_drawn_anew_and_shown_in_its_place(desk: Client, claim: Claim):
    exif = Image.Exif()
    exif[0x010E] = "In front of my house"
    upload(desk, claim, picture("JPEG", exif=exif) + b"<script>", "crane.jpg")
    source = Source.objects.get()
    response = desk.get(f"/desk/sources/{source.pk}/file/")
    content = body(response)
    assert (response["Content-Type"], response["Content-Disposition"]) == ("image/jpeg", 'inline; filename="crane.jpg"')
    assert b"house" not in content
    assert b"script" not in content
    assert Image.open(io.BytesIO(content)).size == (6, 4)
    assert f'<img src="/desk/sources/{source.pk}/file/"' in desk.get(f"/desk/sources/{source.pk}/").content.decode()
    # It is seen where it speaks for or against the claim, too, and opens large.
    page = desk.get(f"/desk/claims/{claim.pk}/").content.decode()
    shown = f'<img src="/desk/sources/{source.pk}/file/" alt="The uploaded picture: {source.title}"'
    assert f'<a class="piece-picture" href="/desk/sources/{source.pk}/file/">{shown}' in page


def test_a_file_is_handed_out_to_the_newsroom_alone_and_can_do_nothing(
    client: Client, sign_in: SignIn, claim: Claim, mara: User, vic: User
):
    upload(sign_in(mara), claim)
    address = f"/desk/sources/{Source.objects.get().pk}/file/"
    for person in (vic, mara):
        response = sign_in(person).get(address)
        assert body(response) == PDF
        assert response["Content-Disposition"] == 'attachment; filename="Budget.pdf"'
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert sign_in(vic).post(address).status_code == 405
    User.objects.filter(pk=vic.pk).update(is_active=False)
    assert client.get(address).status_code == 302
    client.logout()
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={address}")


def test_a_viewer_and_others_upload_nothing_and_their_files_are_not_even_looked_at(
    sign_in: SignIn, claim: Claim, vic: User, cem: User, media: Path, monkeypatch
):
    def look(*_arguments: object, **_limits: object) -> None:
        raise AssertionError("somebody's picture was decoded who may not add it")

    monkeypatch.setattr("claims.desk.forms.sources.read_upload", look)
    for person in (vic, cem):
        response = upload(sign_in(person), claim)
        assert response.status_code == 403
        assert "This was not done" in response.content.decode()
    assert not kept(media)


def test_a_file_whose_transaction_fails_is_removed(desk: Client, claim: Claim, media: Path, monkeypatch):
    def fail(**_data: object) -> None:
        assert kept(media)
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("claims.actions.change.record_event", fail)
    with pytest.raises(DatabaseError):
        upload(desk, claim)
    assert not kept(media)
    assert not Source.objects.exists()


def test_what_a_killed_process_left_is_swept(desk: Client, claim: Claim, media: Path, monkeypatch):
    remove_orphaned_files()  # There is no folder yet.
    upload(desk, claim)
    default_storage.save("sources/left.pdf", ContentFile(PDF))
    remove_orphaned_files()
    assert len(kept(media)) == 2  # It may be of a transaction that is running.
    monkeypatch.setattr(uploads, "ORPHAN_AFTER", dt.timedelta(seconds=-1))
    remove_orphaned_files()
    assert kept(media) == [media / Source.objects.get().file.name]


def test_readers_are_told_of_the_file_by_its_checksum_alone(desk: Client, claim: Claim, mara: User, ed: User):
    upload(desk, claim, title="Budget of the city")
    verdict.save_verdict(
        actor=mara, claim_id=claim.pk, version=0, rating=rating(), summary="Less.", explanation="It was less."
    )
    revision = verdict.submit_verdict(actor=mara, claim_id=claim.pk, version=fresh(claim).version)
    source = Source.objects.get()
    assert revision.evidence[0]["source"]["sha256"] == source.sha256
    review.approve_revision(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    publish.publish_claim(actor=ed, claim_id=claim.pk, revision_id=newest(claim))
    content = claim.public_revisions.get().content
    assert content["evidence"][0]["sha256"] == source.sha256
    assert source.file.name not in str(content)
    listed = desk.get(f"/api/v1/claims/{claim.pk}/evidence/").json()["results"]
    assert listed[0]["source"]["file_name"] == "Budget.pdf"
    assert desk.get(f"/api/v1/claims/{claim.pk}/revisions/").status_code == 200


def test_a_file_that_is_missing_from_the_storage_is_said(desk: Client, claim: Claim, media: Path):
    upload(desk, claim)
    kept(media)[0].unlink()
    assert desk.get(f"/desk/sources/{Source.objects.get().pk}/file/").status_code == 404


def test_evidence_of_before_there_were_files_is_read_by_the_api(sign_in: SignIn, ed: User, mara: User, claim_in):
    claim = claim_in(State.CHECKING)
    complete(mara, claim)
    old = Event.objects.filter(claim=claim).newest()
    assert old is not None
    from claims.api.serializers.work import FrozenEvidenceShape

    piece = actions.frozen(claim.evidence.get())
    for name in ("file_name", "sha256"):
        del piece["source"][name]
    assert FrozenEvidenceShape(piece).data["source"]["sha256"] == ""
