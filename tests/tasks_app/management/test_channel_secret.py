from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tasks_app import secrets
from tasks_app.actors import Actor
from tests.builders import make_channel


def test_the_value_is_read_from_standard_input(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    channel = make_channel()

    call_command(
        "channel_secret", channel.pk, "ELEVENLABS_API_KEY", stdin=io.StringIO("sk-secret\n")
    )

    told = capsys.readouterr()
    assert secrets.read(channel.pk, "ELEVENLABS_API_KEY") == "sk-secret"
    assert "ELEVENLABS_API_KEY of foxes is stored." in told.out
    assert "sk-secret" not in told.out + told.err


def test_a_value_as_argument_is_refused(db: None) -> None:
    channel = make_channel()

    with pytest.raises(CommandError, match="unrecognized arguments"):
        call_command("channel_secret", channel.pk, "KEY", "sk-secret")


def test_an_unknown_channel_is_answered_with_the_known_ones(db: None) -> None:
    make_channel("foxes")

    with pytest.raises(CommandError, match=r"no channel 'owls'. There are: foxes"):
        call_command("channel_secret", "owls", "KEY")


def test_a_secret_can_be_removed(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    channel = make_channel()
    secrets.store(channel, "KEY", "value", actor=Actor.command("test"))

    call_command("channel_secret", channel.pk, "KEY", "--remove")

    assert secrets.read(channel.pk, "KEY") is None
    assert "forgotten" in capsys.readouterr().out


def test_removing_what_is_not_there_says_so(db: None) -> None:
    with pytest.raises(CommandError, match="has no secret KEY"):
        call_command("channel_secret", make_channel().pk, "KEY", "--remove")
