from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from videogen import env

NAME = "VIDEOGEN_EXAMPLE"
Read = Callable[[], Any]


def text() -> str:
    return env.text(NAME, "fallback")


def integer() -> int:
    return env.integer(NAME, 7, minimum=1, maximum=10)


def amount() -> Decimal:
    return env.amount(NAME, "0.10")


def flag() -> bool:
    return env.flag(NAME, default=True)


def choice() -> str:
    return env.choice(NAME, "INFO", ("DEBUG", "INFO"))


def url() -> str:
    return env.url(NAME, "http://fallback")


def path() -> Path:
    return env.path(NAME, Path("/fallback"), base=Path("/base"))


def ids() -> tuple[str, ...]:
    return env.ids(NAME)


def words() -> tuple[str, ...]:
    return env.words(NAME, ("fallback",))


def integers() -> tuple[int, ...]:
    return env.integers(NAME, (1, 5), minimum=1)


def database() -> str:
    return str(env.database(NAME, "postgresql://u@/fallback")["NAME"])


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        pytest.param(text, "  word ", "word", id="text is stripped"),
        pytest.param(integer, "10", 10, id="integer at its upper bound"),
        pytest.param(amount, "0.125", Decimal("0.125"), id="amount is exact"),
        pytest.param(flag, "No", False, id="flag in any case"),
        pytest.param(choice, "debug", "DEBUG", id="choice in any case"),
        pytest.param(url, "https://a.example/b/", "https://a.example/b", id="url without slash"),
        pytest.param(path, "/else/where", Path("/else/where"), id="absolute path"),
        pytest.param(path, "some/where", Path("/base/some/where"), id="relative path"),
        pytest.param(words, " a, b ,,c", ("a", "b", "c"), id="words between commas"),
        pytest.param(
            ids,
            "2A9CE7B660A4813CA0A4DA617AA696FA",
            ("2a9ce7b6-60a4-813c-a0a4-da617aa696fa",),
            id="ids",
        ),
        pytest.param(integers, "2, 3", (2, 3), id="integers between commas"),
        pytest.param(database, "postgresql://u:p@h:5433/name", "name", id="database"),
    ],
)
def test_a_value_is_read_as_its_type(
    monkeypatch: pytest.MonkeyPatch, read: Read, value: str, expected: object
) -> None:
    monkeypatch.setenv(NAME, value)

    assert read() == expected


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param(text, "fallback", id="text"),
        pytest.param(integer, 7, id="integer"),
        pytest.param(amount, Decimal("0.10"), id="amount"),
        pytest.param(flag, True, id="flag"),
        pytest.param(choice, "INFO", id="choice"),
        pytest.param(url, "http://fallback", id="url"),
        pytest.param(path, Path("/fallback"), id="path"),
        pytest.param(words, ("fallback",), id="words"),
        pytest.param(integers, (1, 5), id="integers"),
        pytest.param(database, "fallback", id="database"),
    ],
)
def test_an_empty_value_counts_as_unset(
    monkeypatch: pytest.MonkeyPatch, read: Read, expected: object
) -> None:
    monkeypatch.setenv(NAME, "  ")

    assert read() == expected


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        pytest.param(integer, "ten", 'a whole number from 1 to 10, got "ten".', id="no number"),
        pytest.param(integer, "11", 'a whole number from 1 to 10, got "11".', id="too large"),
        pytest.param(amount, "-1", 'a number of zero or more, got "-1".', id="negative amount"),
        pytest.param(amount, "nan", 'a number of zero or more, got "nan".', id="not a number"),
        pytest.param(amount, "cheap", 'a number such as 0.05, got "cheap".', id="a word"),
        pytest.param(
            flag,
            "maybe",
            'one of: on, off, true, false, yes, no, 1, 0, got "maybe".',
            id="neither yes nor no",
        ),
        pytest.param(
            ids,
            "my board",
            'ids of 32 hexadecimal digits between commas, got "my board".',
            id="no id",
        ),
        pytest.param(choice, "loud", 'one of: DEBUG, INFO, got "loud".', id="unknown choice"),
        pytest.param(
            url,
            "ftp://a.example",
            'an address that begins with http:// or https://, got "ftp://a.example".',
            id="other scheme",
        ),
        pytest.param(
            url,
            "x://me:hush@a.example",
            'an address that begins with http:// or https://, got "…@a.example".',
            id="a password is not repeated",
        ),
        pytest.param(
            integers,
            "1,two",
            'whole numbers between commas, such as 1,5,15, got "1,two".',
            id="a word among integers",
        ),
        pytest.param(integers, "1,0", 'whole numbers of at least 1, got "1,0".', id="too small"),
        pytest.param(
            database,
            "mysql://u:hush@h/name",
            'an address such as postgresql://user:password@host:5432/name, got "…@h/name".',
            id="another database",
        ),
        pytest.param(
            database,
            "postgresql://h",
            "an address such as postgresql://user:password@host:5432/name with the name of a "
            'database, got "postgresql://h".',
            id="no database named",
        ),
    ],
)
def test_a_wrong_value_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, read: Read, value: str, sentence: str
) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(env.WrongSetting) as refusal:
        read()

    assert str(refusal.value) == f"{NAME} must be {sentence}"


def test_a_long_or_broken_value_still_makes_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "x\n" * 500)

    with pytest.raises(env.WrongSetting) as refusal:
        integer()

    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_a_database_on_a_unix_socket_keeps_its_folder_and_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "postgresql://u@/name?host=/run/some%20where&sslmode=disable")

    settings = env.database(NAME, "")

    assert settings["HOST"] == "/run/some where"
    assert settings["OPTIONS"] == {"sslmode": "disable"}


@pytest.fixture
def nothing_stays_told(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.delenv(NAME)
    env.clamped(NAME, 10, minimum=10, maximum=600)


@pytest.mark.usefixtures("nothing_stays_told")
def test_a_value_outside_its_bounds_is_moved_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "3")

    value = env.clamped(NAME, 10, minimum=10, maximum=600)

    assert value == 10
    assert f"{NAME} is 3; 10 is used (allowed: 10 to 600)." in env.adjusted()


def test_a_value_back_inside_its_bounds_is_no_longer_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "3")
    env.clamped(NAME, 10, minimum=10, maximum=600)
    monkeypatch.setenv(NAME, "30")

    env.clamped(NAME, 10, minimum=10, maximum=600)

    assert not [sentence for sentence in env.adjusted() if NAME in sentence]


def test_secrets_are_known_to_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "hush-hush-hush")

    env.secret(NAME)

    assert "hush-hush-hush" in env.secret_values()


def test_a_file_does_not_override_the_real_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "real")
    monkeypatch.setenv(f"{NAME}_TWO", "placeholder")
    monkeypatch.delenv(f"{NAME}_TWO")
    (tmp_path / ".env").write_text(f"{NAME}=file\n{NAME}_TWO='from file'  # why\n")

    env.load(tmp_path / ".env")

    assert env.text(NAME) == "real"
    assert env.text(f"{NAME}_TWO") == "from file"
