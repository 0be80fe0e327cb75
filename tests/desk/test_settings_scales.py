"""The settings' pages of the rating scales: rows moved by buttons, nothing typed lost, errors beside the field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.scale import create_scale
from claims.actions.scale_presets import PRESETS, RatingGiven
from claims.models import Claim, RatingScale, User
from claims.vocabulary import State

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
NEW = "/desk/settings/scales/new/"


def typed(*rows: tuple[str, str, str], **more: str) -> dict[str, str]:
    """A form's answer with these labels, meanings and places."""
    fields = {"rows": str(len(rows))}
    for number, (label, meaning, value) in enumerate(rows):
        fields |= {f"label_{number}": label, f"meaning_{number}": meaning, f"value_{number}": value}
        fields[f"tone_{number}"] = "none"
    return fields | more


def labels(answer) -> list[str]:
    return [row["label"].value() for row in answer.context["form"].row_fields()]


def test_rows_are_moved_added_and_removed_without_saving(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)
    rows = (("A", "a", "1"), ("B", "b", "2"), ("C", "c", ""))
    expected = {
        "up-2": ["A", "C", "B"],
        "up-0": ["A", "B", "C"],
        "down-0": ["B", "A", "C"],
        "down-2": ["A", "B", "C"],
        "remove-1": ["A", "C"],
        "add": ["A", "B", "C", ""],
        "up-99": ["A", "B", "C"],
        "nonsense": ["A", "B", "C"],
        "up-x": ["A", "B", "C"],
    }
    for step, after in expected.items():
        answer = client.post(NEW, typed(*rows, name="Mine", do=step))
        assert answer.status_code == 200
        assert labels(answer) == after, step
        assert 'value="Mine"' in answer.content.decode()
    assert RatingScale.objects.count() == 1


def test_a_scale_is_made_from_a_preset(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)
    page = client.get(NEW, {"preset": "six-steps"})
    assert labels(page) == [one.label for one in PRESETS["six-steps"].ratings]
    assert labels(client.get(NEW, {"preset": "nonsense", "rows": "x"})) == ["", ""]
    assert len(labels(client.get(NEW, {"rows": "5"}))) == 5
    answer = client.post(NEW, typed(("A", "a", "1"), ("", "", ""), ("B", "b", "2"), name="Mine"), follow=True)
    assert "The scale Mine is made" in answer.content.decode()
    assert [rating.label for rating in RatingScale.objects.get(name="Mine").ratings.all()] == ["A", "B"]


def test_what_is_wrong_stands_beside_the_field_and_everything_typed_is_there(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)
    answer = client.post(NEW, typed(("A", "", "1"), ("a", "b", "1"), name="Five Steps"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_name_error"' in page
    answer = client.post(NEW, typed(("A", "", "1"), ("a", "b", "1"), name="Other"))
    page = answer.content.decode()
    for field in ("meaning_0", "label_1", "value_1"):
        assert f'id="id_{field}_error"' in page
    assert labels(answer) == ["A", "a"]
    assert client.post(NEW, typed(("A", "x", "seven"), name="Other")).status_code == 400
    assert "at least one rating" in client.post(NEW, {"name": "Other", "rows": "0"}).content.decode()
    assert client.post(NEW, {"name": "Other", "rows": "-1"}).status_code == 400


def test_saving_a_used_scale_says_that_it_is_a_new_version(
    sign_in: SignIn, ada: User, claim_in: Callable[..., Claim]
) -> None:
    claim_in(State.IN_REVIEW)
    scale = RatingScale.objects.get()
    client = sign_in(ada)
    address = reverse("desk:scale_edit", args=[scale.pk])
    page = client.get(address)
    assert "saving makes a new version" in page.content.decode()
    rows = (("A", "a", "1"), ("B", "b", "2"))
    answer = client.post(address, typed(*rows, version=str(page.context["version"])), follow=True)
    assert "Saved as Five steps (2)" in answer.content.decode()
    assert "Version 1" in answer.content.decode()
    late = client.post(address, typed(*rows, ("C", "c", ""), version=str(page.context["version"])))
    assert late.status_code == 409
    assert labels(late) == ["A", "B", "C"]
    moved = client.post(address, typed(*rows, version="0", do="down-0"))
    assert moved.context["version"] == "0"


def test_another_scale_is_taken_into_use(sign_in: SignIn, ada: User) -> None:
    scale = create_scale(actor=ada, name="Prose", ratings=PRESETS["prose"].ratings)
    answer = sign_in(ada).post(reverse("desk:scale_use", args=[scale.pk]), follow=True)
    assert "is the scale of new verdicts now" in answer.content.decode()
    assert sign_in(ada).post(reverse("desk:scale_use", args=[2**63])).status_code == 404
    assert sign_in(ada).get(reverse("desk:scale_edit", args=[10**30])).status_code == 404


def test_the_list_takes_as_many_queries_for_many_scales(sign_in: SignIn, ada: User) -> None:
    client = sign_in(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("desk:scales"))
        return len(seen)

    create_scale(actor=ada, name="Zero", ratings=[RatingGiven("A", "a")])
    queries()
    before = queries()
    for number in range(20):
        create_scale(actor=ada, name=f"Scale {number}", ratings=[RatingGiven("A", "a"), RatingGiven("B", "b")])
    assert queries() == before
