"""How content is stored, as JSON, and read again, field by field."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from functools import cache
from typing import Any


class ContentError(ValueError):
    """The content cannot be shown as it is. The message says which field, and what it should hold."""


def plain(value: Any) -> Any:
    """The value of a dataclass, as `asdict` gives it, in JSON's types alone."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def build(kind: Any, value: Any, where: str) -> Any:
    """Turn a value of JSON into `kind`: a dataclass of this module, a tuple of them, a date, or a plain type."""
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(one for one in typing.get_args(kind) if one is not types.NoneType)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, value, where)
    if typing.get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise ContentError(f"{where} is not a list.")
        item_kind = typing.get_args(kind)[0]
        return tuple(build(item_kind, item, f"{where}[{at}]") for at, item in enumerate(value))
    if kind in (date, datetime):
        try:
            return kind.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise ContentError(f"{where} is not an ISO 8601 {kind.__name__}: {value!r}.") from error
    if type(value) is not kind:
        raise ContentError(f"{where} is {value!r}, not of the type {kind.__name__}.")
    return value


def _build_dataclass(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ContentError(f"{where} is not an object.")
    hints = _hints(kind)
    if unknown := sorted(set(value) - set(hints)):
        raise ContentError(f"{where} has fields that this version does not know: {', '.join(unknown)}.")
    built = {name: build(hints[name], item, f"{where}.{name}") for name, item in value.items()}
    for one in dataclasses.fields(kind):
        if one.name not in built and one.default is dataclasses.MISSING:
            raise ContentError(f"{where}.{one.name} is missing.")
    return kind(**built)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """Working them out takes longer than all the rest, and a page of a list reads dozens of checks."""
    return typing.get_type_hints(kind)
