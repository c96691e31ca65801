"""The part of Notion's formula language that a board of tasks needs, evaluated on reading.

Property references are kept by id and answered as `{{notion:block_property:…}}`, so the text read
back is not the text written. An expression outside this part is refused, as Notion refuses what it
cannot store.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from .errors import invalid

Lookup = Callable[[str], Any]
TOKEN = re.compile(
    r'\s*(?:(?P<number>\d+(?:\.\d+)?)|"(?P<text>(?:[^"\\]|\\.)*)"|(?P<name>[A-Za-z_]\w*)'
    r"|(?P<mark>==|!=|<=|>=|[-+*/%(),<>]))"
)
UNIT_SECONDS = {"minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}
PRECEDENCE = {
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), 1),
    **dict.fromkeys(("+", "-"), 2),
    **dict.fromkeys(("*", "/", "%"), 3),
}


def date_between(later: Any, earlier: Any, unit: str) -> int | None:
    if not isinstance(later, datetime) or not isinstance(earlier, datetime):
        return None
    if unit not in UNIT_SECONDS:
        raise invalid(f'Invalid formula: dateBetween() does not know the unit "{unit}".')
    return math.trunc((later - earlier).total_seconds() / UNIT_SECONDS[unit])


def shown(value: Any) -> str:
    return "" if value is None else str(value)


def to_number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "if": lambda condition, yes, no: yes if condition else no,
    "empty": lambda value: value is None or value == "" or value == 0,
    "not": lambda value: not value,
    "toNumber": to_number,
    "format": shown,
    "concat": lambda *parts: "".join(shown(part) for part in parts),
    "round": lambda value: None if value is None else math.floor(value + 0.5),
    "floor": lambda value: None if value is None else math.floor(value),
    "min": min,
    "max": max,
    "dateBetween": date_between,
}
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "+": lambda a, b: shown(a) + shown(b) if isinstance(a, str) or isinstance(b, str) else a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b if b else None,
    "%": lambda a, b: a % b,
}

Node = Callable[[Lookup], Any]


class Parser:
    """One expression → a function from property values to the result."""

    def __init__(self, expression: str) -> None:
        self.tokens = list(tokens(expression))
        self.at = 0
        self.references: list[str] = []

    def whole(self) -> Node:
        node = self.binary(1)
        if self.at != len(self.tokens):
            raise invalid(f'Invalid formula: unexpected "{self.tokens[self.at][1]}".')
        return node

    def binary(self, level: int) -> Node:
        left = self.single()
        while PRECEDENCE.get(self.peek(), 0) >= level:
            mark = self.take()
            left = combined(OPERATORS[mark], left, self.binary(PRECEDENCE[mark] + 1))
        return left

    def single(self) -> Node:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")
        self.at += 1
        if kind == "number":
            return constant(float(text) if "." in text else int(text))
        if kind == "text":
            return constant(text)
        if kind == "name":
            return self.named(text)
        if text == "(":
            node = self.binary(1)
            self.expect(")")
            return node
        if text == "-":
            return combined(OPERATORS["-"], constant(0), self.single())
        raise invalid(f'Invalid formula: unexpected "{text or "end"}".')

    def named(self, name: str) -> Node:
        if name in ("true", "false"):
            return constant(name == "true")
        self.expect("(")
        arguments = self.arguments()
        if name == "now":
            return lambda look_up: look_up("now()")
        if name == "prop":
            return self.reference(arguments)
        if name not in FUNCTIONS:
            raise invalid(f"Invalid formula: {name}() is not known here.")
        function = FUNCTIONS[name]
        return lambda look_up: function(*(argument(look_up) for argument in arguments))

    def reference(self, arguments: list[Node]) -> Node:
        name = str(arguments[0](lambda _name: None)) if arguments else ""
        self.references.append(name)
        return lambda look_up: look_up(name)

    def arguments(self) -> list[Node]:
        found: list[Node] = []
        while self.peek() != ")":
            if found:
                self.expect(",")
            found.append(self.binary(1))
        self.expect(")")
        return found

    def peek(self) -> str:
        is_mark = self.at < len(self.tokens) and self.tokens[self.at][0] == "mark"
        return self.tokens[self.at][1] if is_mark else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def expect(self, mark: str) -> None:
        if self.peek() != mark:
            raise invalid(f'Invalid formula: "{mark}" expected.')
        self.at += 1


def tokens(expression: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(expression.rstrip()):
        match = TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise invalid(f'Invalid formula: cannot read "{expression[at:]}".')
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return found


def constant(value: Any) -> Node:
    return lambda _look_up: value


def combined(operator: Callable[[Any, Any], Any], left: Node, right: Node) -> Node:
    def evaluate(look_up: Lookup) -> Any:
        try:
            return operator(left(look_up), right(look_up))
        except TypeError:
            # Arithmetic with something empty is empty.
            return None

    return evaluate


@lru_cache(maxsize=256)
def compile_formula(expression: str) -> tuple[Node, list[str]]:
    """The evaluation and the names or ids of the properties it reads."""
    parser = Parser(expression)
    return parser.whole(), parser.references
