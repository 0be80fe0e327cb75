"""Frozen dataclasses as JSON, and back: how the content of a published check is kept."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from functools import cache
from typing import Any


class ContentError(ValueError):
    """The content cannot be shown as it is. The message says which field, and what it should hold."""


def plain_json(value: Any) -> Any:
    """The value in JSON's types alone; dates become ISO 8601."""
    if isinstance(value, dict):
        return {key: plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def built(kind: Any, value: Any, where: str) -> Any:
    """Turn a value of JSON into `kind`: a frozen dataclass, a tuple of them, a date, or a plain type.

    Raises ContentError naming the first field that does not fit; `where` is the name of the whole.
    """
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(one for one in typing.get_args(kind) if one is not types.NoneType)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, value, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ContentError(f"{where} is not a list.")
        item_kind = typing.get_args(kind)[0]
        return tuple(built(item_kind, item, f"{where}[{at}]") for at, item in enumerate(value))
    if kind in (date, datetime):
        try:
            return kind.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ContentError(f"{where} is not an ISO 8601 {kind.__name__}: {value!r}.") from error
    if type(value) is not kind:
        raise ContentError(f"{where} is {value!r}, not of the type {kind.__name__}.")
    return value


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ContentError(f"{where} is not an object.")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise ContentError(f"{where} has fields that this version does not know: {', '.join(unknown)}.")
    # Most are plain, and publishing one check reads more than a hundred.
    fields = {
        name: item if type(item) is hints[name] else built(hints[name], item, f"{where}.{name}")
        for name, item in value.items()
    }
    for name in _required(kind):
        if name not in fields:
            raise ContentError(f"{where}.{name} is missing.")
    return kind(**fields)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Working them out takes longer than all the rest, and a page of a list reads dozens of checks."""
    return typing.get_type_hints(kind)


@cache
def _required(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind) if one.default is dataclasses.MISSING)
