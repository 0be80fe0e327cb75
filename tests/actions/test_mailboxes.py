"""Strangers type addresses that are not theirs: who reads a mailbox is spared, and alone has a say about it."""

from __future__ import annotations

import pytest

from claims.actions import submission as actions
from claims.actions.receipts import proof_of, token_of
from claims.actions.submission import TooMany
from claims.models import Mailbox, Submission
from tests.actions.test_submissions import ADDRESS, CLAIM, deliver, earlier, fresh, sent

pytestmark = pytest.mark.django_db


def test_only_who_reads_the_mailbox_can_close_it():
    """Whoever types a stranger's address is shown the receipt, and must not end all mail to that stranger."""
    theirs = sent(email=ADDRESS)
    for proof in ("", proof_of("another"), token_of(theirs.nonce)):
        with pytest.raises(Submission.DoesNotExist):
            actions.not_me(token=token_of(theirs.nonce), proof=proof)
    assert fresh(theirs).email == ADDRESS
    assert not Mailbox.objects.filter(is_closed=True).exists()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("oda@mail.example", "Oda+news@MAIL.example"),
        ("o.d.a@gmail.com", "oda+1@googlemail.com"),
        ("oda@m\u00fcnchen.example", "oda@xn--mnchen-3ya.example"),
    ],
)
def test_one_mailbox_in_many_spellings_is_written_to_once(settings, one: str, other: str):
    settings.READERS_AN_ADDRESS_A_DAY = 2
    sent(email=one)
    second = sent(f"{CLAIM} 2", email=other)
    assert len(deliver()) == 1
    with pytest.raises(TooMany, match="e-mail"):
        sent(f"{CLAIM} 3", email=one)
    actions.not_me(token=token_of(second.nonce), proof=proof_of(second.nonce))
    earlier(hours=3)
    sent(f"{CLAIM} 4", email=one)
    assert deliver() == []
