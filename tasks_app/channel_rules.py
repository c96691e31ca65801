"""The rule of every field of a channel's file, found by its place; most follow from its type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tasks_app.channel_fields import ChannelConfig, Rule
from tasks_app.channel_yaml import Place

GROUP_RULE = Rule("a group of fields", "Write its fields below it, indented by two spaces.")


def leaves(
    model: type[BaseModel] = ChannelConfig, place: Place = ()
) -> Iterator[tuple[Place, FieldInfo]]:
    """Every field that holds a value, groups opened, in the order of the model."""
    for name, field in model.model_fields.items():
        group = _group(field)
        if group is None:
            yield (*place, name), field
        else:
            yield from leaves(group, (*place, name))


def siblings(place: Place) -> tuple[str, ...]:
    """The names that are known where this field stands."""
    model: type[BaseModel] | None = ChannelConfig
    for step in place[:-1]:
        field = model.model_fields.get(str(step)) if model else None
        model = _group(field) if field else None
    return tuple(model.model_fields) if model else ()


def rule_at(place: Place) -> Rule:
    """What the field must be; an entry of a list has the rule of its list."""
    field = _field_at(place)
    return rule_of(field) if field else GROUP_RULE


def takes_text(place: Place) -> bool:
    """Whether a number or date that stands there only lacks its quotes."""
    field = _field_at(place)
    annotation = field.annotation if field else None
    return isinstance(place[-1], int) or bool({str, Path} & {annotation, *get_args(annotation)})


def _field_at(place: Place) -> FieldInfo | None:
    model: type[BaseModel] | None = ChannelConfig
    field: FieldInfo | None = None
    for name in place:
        if model is not None:
            field = model.model_fields[str(name)]
            model = _group(field)
    return field


def rule_of(field: FieldInfo) -> Rule:
    written = next((item for item in field.metadata if isinstance(item, Rule)), None)
    if written is not None:
        return written
    if _group(field) is not None:
        return GROUP_RULE
    if field.annotation is bool:
        return Rule("true or false", "Write true or false, without quotes.")
    if choices := _choices(field.annotation):
        names = ", ".join(choices)
        return Rule(f"one of {names}", f"Write one of {names}.")
    least = next(item.ge for item in field.metadata if hasattr(item, "ge"))
    most = next(item.le for item in field.metadata if hasattr(item, "le"))
    return Rule(f"a whole number from {least} to {most}", f"Write a number from {least} to {most}.")


def _choices(annotation: object) -> tuple[str, ...]:
    """The values of a Literal, nested ones opened."""
    if get_origin(annotation) is not Literal:
        return ()
    return tuple(str(choice) for choice in get_args(annotation))


def _group(field: FieldInfo) -> type[BaseModel] | None:
    """The model of a field that is a group of fields, optional or not."""
    annotation = field.annotation
    options = (
        get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    )
    for option in options:
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None
