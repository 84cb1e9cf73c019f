"""Values to bytes and back: frozen dataclasses as columns of JSON, compressed. No pickle: bytes can only become values.

A sequence of values of one type is stored field by field (a column each), recursively, so that reading five thousand
facts back is a few list operations a field. Columns whose values repeat (section paths, periods) hold each value once.
A field that is missing from the bytes takes its default; a field the type no longer has is left out.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Pack = Callable[[Sequence[Any]], Any]
Unpack = Callable[[Any], list[Any]]
_PLAIN = (str, int, float, bool)


def pack(kind: type[T], values: Sequence[T]) -> bytes:
    """The values, all of one dataclass type, as bytes."""
    column = {"n": len(values), "v": _coder(kind)[0](values)}
    return zlib.compress(
        json.dumps(column, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass"), 3
    )


def unpack(kind: type[T], data: bytes) -> tuple[T, ...]:
    """What `pack` was given. Raises ValueError where the bytes are not such values."""
    try:
        column = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        return tuple(_coder(kind)[1](column["v"]))
    except (zlib.error, LookupError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not packed {kind.__name__} values: {error}") from error


def _coder(kind: Any) -> tuple[Pack, Unpack]:
    """The pair of functions that turn a column of values of a type into JSON and back."""
    return _make_coder(kind)


@cache
def _make_coder(kind: Any) -> tuple[Pack, Unpack]:
    origin = get_origin(kind)
    if kind in _PLAIN:
        return (_pack_shared, _unpack_shared) if kind is str else (list, list)
    if kind is Decimal:
        return (lambda values: _pack_shared([str(value) for value in values])), _through(Decimal)
    if kind is date:
        return (lambda values: _pack_shared([value.isoformat() for value in values])), _through(date.fromisoformat)
    if kind is NoneType:
        return len, lambda count: [None] * count
    if origin in (Union, UnionType):
        return _union(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind)
    raise TypeError(f"no way to store values of type {kind}")


def _pack_shared(values: Sequence[Any]) -> Any:
    """A column as it is, or, where values repeat, each value once and the places."""
    places: dict[Any, int] = {}
    column = [places.setdefault(value, len(places)) for value in values]
    return [list(places), column] if len(places) * 2 < len(values) else list(values)


def _unpack_shared(column: Any) -> list[Any]:
    if len(column) == 2 and isinstance(column[0], list):
        return list(map(column[0].__getitem__, column[1]))
    return list(column)


def _through(make: Callable[[str], Any]) -> Unpack:
    """Reads a column of strings as other values, each different one made once."""

    def unpack_column(column: Any) -> list[Any]:
        if len(column) == 2 and isinstance(column[0], list):
            return list(map([make(text) for text in column[0]].__getitem__, column[1]))
        return [make(text) for text in column]

    return unpack_column


def _union(kinds: tuple[Any, ...]) -> tuple[Pack, Unpack]:
    """Values of several types: which type each is, and a column a type."""
    coders = [_coder(kind) for kind in kinds]
    classes = [get_origin(kind) or kind for kind in kinds]

    def pack_column(values: Sequence[Any]) -> Any:
        which = [_class_index(classes, value) for value in values]
        columns = [
            packer([value for value, place in zip(values, which, strict=True) if place == number])
            for number, (packer, _) in enumerate(coders)
        ]
        return [which if len(set(which)) > 1 else which[0] if which else 0, len(values), columns]

    def unpack_column(column: Any) -> list[Any]:
        which, count, columns = column
        if isinstance(which, int):
            return coders[which][1](columns[which]) if count else []
        ready = [iter(unpacker(part)) for (_, unpacker), part in zip(coders, columns, strict=True)]
        return [next(ready[place]) for place in which]

    return pack_column, unpack_column


def _class_index(classes: list[Any], value: object) -> int:
    for number, kind in enumerate(classes):
        if type(value) is kind:
            return number
    raise TypeError(f"{type(value).__name__} is none of {classes}")


def _tuple(kinds: tuple[Any, ...]) -> tuple[Pack, Unpack]:
    """Tuples: of any length of one type, or of a fixed shape. Equal tuples of strings are stored once."""
    if len(kinds) != 2 or kinds[1] is not Ellipsis:
        parts = [_coder(kind) for kind in kinds]
        return (
            lambda values: [packer([value[number] for value in values]) for number, (packer, _) in enumerate(parts)],
            lambda columns: list(
                zip(*(unpacker(column) for (_, unpacker), column in zip(parts, columns, strict=True)), strict=True)
            ),
        )
    packer, unpacker = _coder(kinds[0])

    def pack_column(values: Sequence[Any]) -> Any:
        return [[len(value) for value in values], packer([part for value in values for part in value])]

    def unpack_column(column: Any) -> list[Any]:
        flat, start, found = tuple(unpacker(column[1])), 0, []
        for length in column[0]:
            found.append(flat[start : start + length])
            start += length
        return found

    if kinds[0] is not str:
        return pack_column, unpack_column

    def pack_once(values: Sequence[Any]) -> Any:
        places: dict[Any, int] = {}
        column = [places.setdefault(value, len(places)) for value in values]
        return [pack_column(list(places)), column]

    def unpack_once(column: Any) -> list[Any]:
        return list(map(unpack_column(column[0]).__getitem__, column[1]))

    return pack_once, unpack_once


def _dataclass(kind: type[Any]) -> tuple[Pack, Unpack]:
    """A column a field. A field whose value is its default in every object is left out."""
    hints = get_type_hints(kind)
    members: list[Field[Any]] = [member for member in fields(kind) if member.init]

    def pack_column(values: Sequence[Any]) -> Any:
        columns: dict[str, Any] = {}
        for member in members:
            column = [getattr(value, member.name) for value in values]
            if member.default is not MISSING and _all_same(column, member.default):
                continue
            columns[member.name] = _coder(hints[member.name])[0](column)
        return [len(values), columns]

    def unpack_column(column: Any) -> list[Any]:
        count, columns = column
        ready = [
            _coder(hints[member.name])[1](columns[member.name]) if member.name in columns else _defaults(member, count)
            for member in members
        ]
        return list(map(kind, *ready))

    return pack_column, unpack_column


def _all_same(column: list[Any], default: object) -> bool:
    """Whether every value is the default, written the same way (1 is not 1.0, nor True)."""
    return all(value is default or (value == default and repr(value) == repr(default)) for value in column)


def _defaults(member: Field[Any], count: int) -> list[Any]:
    if member.default is not MISSING:
        return [member.default] * count
    if member.default_factory is not MISSING:
        return [member.default_factory() for _ in range(count)]
    if count == 0:
        return []
    raise LookupError(f"{member.name} is missing")
