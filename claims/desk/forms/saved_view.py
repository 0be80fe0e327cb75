"""Naming a view of the queue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import workflow
from claims.actions.saved_view import NAME_LIMIT
from claims.models import SavedView, User


class EditViewForm(forms.Form):
    """`is_shared` is asked of those who may share."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LIMIT, widget=forms.TextInput(attrs={"dir": "auto"}))
    is_shared = forms.BooleanField(label=_("For the whole newsroom"), required=False)

    def __init__(self, data: Any = None, *, user: User, view: SavedView | None = None) -> None:
        initial = {"name": view.name, "is_shared": view.is_shared} if view else {}
        super().__init__(data, initial=initial, auto_id=f"id_view_{view.pk if view else 'new'}_%s", label_suffix="")
        if not workflow.may_share_views(user):
            del self.fields["is_shared"]

    def answers(self) -> dict[str, Any]:
        return {"is_shared": False} | self.cleaned_data


class SaveViewForm(EditViewForm):
    """The same for a new one, which may take the place of one that has its name."""

    replaces = forms.BooleanField(label=_("Replace it, if there is one of this name"), required=False)
