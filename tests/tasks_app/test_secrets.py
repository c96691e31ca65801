from __future__ import annotations

import pytest
from pytest_django import Settings

from tasks_app import secrets
from tasks_app.actors import Actor
from tasks_app.models import ChannelSecret
from tests.builders import make_channel
from videogen.lib.crypto import Undecryptable
from videogen.lib.errors import InvalidInput

TEST = Actor.command("test")


def test_a_secret_comes_back_as_it_went_in_and_is_unreadable_at_rest(db: None) -> None:
    channel = make_channel()

    secrets.store(channel, "KEY", " täst-🔑 \n", actor=TEST)

    assert secrets.read(channel.pk, "KEY") == "täst-🔑"
    assert "täst" not in ChannelSecret.objects.get().encrypted


def test_a_secret_is_replaced_under_its_name(db: None) -> None:
    channel = make_channel()
    secrets.store(channel, "KEY", "old", actor=TEST)

    secrets.store(channel, "KEY", "new", actor=TEST)

    assert secrets.read(channel.pk, "KEY") == "new"
    assert ChannelSecret.objects.count() == 1


def test_secrets_of_channels_are_apart(db: None) -> None:
    secrets.store(make_channel("foxes"), "KEY", "one", actor=TEST)

    assert secrets.read(make_channel("owls").pk, "KEY") is None


def test_another_encryption_key_reads_nothing(db: None, settings: Settings) -> None:
    channel = make_channel()
    secrets.store(channel, "KEY", "value", actor=TEST)
    settings.ENCRYPTION_KEY = "another"

    with pytest.raises(Undecryptable, match="enter it again"):
        secrets.read(channel.pk, "KEY")


def test_removing_says_whether_there_was_one(db: None) -> None:
    channel = make_channel()
    secrets.store(channel, "KEY", "value", actor=TEST)

    first = secrets.remove(channel, "KEY", actor=TEST)
    second = secrets.remove(channel, "KEY", actor=TEST)

    assert (first, second) == (True, False)


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        pytest.param("lower", "x", "name", id="small-letters"),
        pytest.param("", "x", "name", id="no-name"),
        pytest.param("../KEY", "x", "name", id="path"),
        pytest.param("K" * 51, "x", "name", id="long-name"),
        pytest.param("KEY", " \n", "value", id="blank"),
        pytest.param("KEY", "x\x00", "value", id="nul"),
        pytest.param("KEY", "x" * 20_001, "value", id="long-value"),
    ],
)
def test_what_cannot_be_a_secret_is_refused_without_repeating_it(
    name: str, value: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        secrets.refuse_unusable(name, value)

    assert list(refusal.value.errors) == [field]
