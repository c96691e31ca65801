"""YAML as plain data with the line of every field; bounded, and without what a channel never needs.

Aliases, tags and several documents are refused: the one harmless use they have, saving a few
lines, is not worth the ways in which they surprise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# A channel's file is a page or two; what is larger is not one.
SIZE_LIMIT = 64 * 1024
DEPTH_LIMIT = 8

Place = tuple[str | int, ...]

PLAIN_TAGS = frozenset({"int", "float", "bool", "null", "timestamp"})
TEXT_TAGS = frozenset({"str", "value", "merge"})
YAML_TAG = "tag:yaml.org,2002:"
QUOTE_IT = "Put the whole value in quotes."
REFERENCE = "uses & or *, which YAML takes for a reference"
QUOTE_IT_OR_WRITE_OUT = "Write the value out, or put it in quotes when it begins so."

OPENED = re.compile(r"quoted scalar|simple key|flow (?:sequence|mapping)")
# The parser's words, a sentence for people, and the mend.
SENTENCES: tuple[tuple[str, str, str], ...] = (
    (r"found character '\\t'", "has a tab where spaces belong", "Indent with spaces."),
    (
        r"found character .* that cannot start any token",
        "has a value that begins with a sign of YAML's own (@, ` or %)",
        QUOTE_IT,
    ),
    (
        r"mapping values are not allowed",
        "has a colon inside of a value, or is indented further than the fields above it",
        "Put the whole value in quotes, or line the field up with its neighbours.",
    ),
    (
        r"found unexpected end of stream|found unexpected document separator",
        "opens a quote that is never closed",
        "Close it at the end of the value.",
    ),
    (
        r"expected <block end>|expected the node content|did not find expected key",
        "does not line up with the lines above it, or has more after a closing quote",
        "Give fields of one group the same indentation, and quote whole values.",
    ),
    (
        r"could not find expected ':'",
        "has no colon after the field's name",
        "Write it as field: value.",
    ),
    (
        r"expected ',' or",
        "opens a bracket that is not closed",
        "Close the list with ] or the group with }.",
    ),
    (
        r"found unknown escape character|escape sequence",
        "has a backslash in double quotes that means nothing",
        "Use single quotes, or double the backslash.",
    ),
    (r"expected alphabetic or numeric character", REFERENCE, QUOTE_IT_OR_WRITE_OUT),
    (
        r"another document",
        "begins a second document",
        "Keep one channel in a file and remove the line ---.",
    ),
)


class BadYaml(Exception):
    """The text cannot be read as YAML at all; `line` counts from 1."""

    def __init__(self, message: str, mend: str, *, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.line = line


@dataclass(slots=True)
class Document:
    """What a file says: its data without empty fields, and where everything stands.

    `written` holds scalars as they are in the file; `twice` the lines of keys that came before.
    """

    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    written: dict[Place, str] = field(default_factory=dict)
    empty: list[Place] = field(default_factory=list)
    twice: list[tuple[Place, int, int]] = field(default_factory=list)

    def line_of(self, place: Place) -> int:
        """The line of a field, or of the nearest group around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def value_at(self, place: Place) -> Any:
        value: Any = self.data
        for step in place:
            value = value[step]
        return value


class _Loader(yaml.SafeLoader):
    """Refuses aliases and depth while reading, before they can cost anything."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadYaml(REFERENCE, QUOTE_IT_OR_WRITE_OUT, line=line)
        if self.depth > DEPTH_LIMIT:
            raise BadYaml(
                "is nested too deeply", "See _example.yaml for the fields there are.", line=line
            )
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def parse(text: str) -> Document:
    """The one mapping that a file holds; raises `BadYaml` with line, sentence and mend."""
    try:
        root = _Loader(text).get_single_node()
    except yaml.reader.ReaderError as error:
        raise BadYaml(
            f"holds the control character U+{int(error.character):04X}",
            "Remove it.",
            line=text.count("\n", 0, error.position) + 1,
        ) from error
    except yaml.MarkedYAMLError as error:
        raise _in_words(error) from error
    if root is None or root.tag == f"{YAML_TAG}null":
        raise BadYaml("is empty", "Copy _example.yaml and fill it in.", line=1)
    if not isinstance(root, MappingNode):
        raise BadYaml(
            "holds no fields", "Begin with a line such as channel_id: name.", line=_line(root)
        )
    document = Document()
    document.data = _mapping(root, (), document)
    return document


def _in_words(error: yaml.MarkedYAMLError) -> BadYaml:
    """The parser's complaint without its excerpt of the file, which may hold a key."""
    problem = error.problem or "is no YAML"
    mark = error.problem_mark or error.context_mark
    # What was opened tells more than the place where it was missed.
    if OPENED.search(error.context or "") and error.context_mark is not None:
        mark = error.context_mark
    line = mark.line + 1 if mark else 1
    for pattern, message, mend in SENTENCES:
        if re.search(pattern, problem):
            return BadYaml(message, mend, line=line)
    return BadYaml(f"cannot be read as YAML: {problem}", "Compare with _example.yaml.", line=line)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _value(node: Node, place: Place, document: Document) -> Any:
    if isinstance(node, MappingNode) and node.tag == f"{YAML_TAG}map":
        return _mapping(node, place, document)
    if isinstance(node, SequenceNode) and node.tag == f"{YAML_TAG}seq":
        return [
            _placed(item, (*place, at), document, line=_line(item))
            for at, item in enumerate(node.value)
        ]
    if isinstance(node, ScalarNode):
        return _scalar(node, place, document)
    raise _tagged(node)


def _mapping(node: MappingNode, place: Place, document: Document) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, node_of_value in node.value:
        if not isinstance(key, ScalarNode):
            raise BadYaml("has a list or group as a field's name", "Write a name.", line=_line(key))
        name = str(key.value)
        within = (*place, name)
        if within in document.lines:
            document.twice.append((within, _line(key), document.lines[within]))
            continue
        value = _placed(node_of_value, within, document, line=_line(key))
        if value is None:
            document.empty.append(within)
        else:
            data[name] = value
    return data


def _placed(node: Node, place: Place, document: Document, *, line: int) -> Any:
    document.lines[place] = line
    return _value(node, place, document)


def _scalar(node: ScalarNode, place: Place, document: Document) -> Any:
    document.written[place] = str(node.value)
    tag = node.tag.removeprefix(YAML_TAG)
    if tag in TEXT_TAGS:
        return str(node.value)
    if tag not in PLAIN_TAGS:
        raise _tagged(node)
    try:
        return SafeConstructor().construct_object(node)
    except (ValueError, OverflowError):
        # 2026-99-99 is no date; as text it gets the sentence of its field.
        return str(node.value)


def _tagged(node: Node) -> BadYaml:
    return BadYaml("uses a tag with !", QUOTE_IT, line=_line(node))
