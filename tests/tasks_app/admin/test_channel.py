from __future__ import annotations

from tasks_app import secrets
from tasks_app.models import Channel, ChannelSecret
from tests.browsing import signed_in
from tests.builders import make_channel
from videogen.accounts.models import User

CHANNELS = "/admin/tasks_app/channel/"


def sent(*rows: dict[str, str], reviewers: list[str] | None = None) -> dict[str, object]:
    """The channel's page as a browser sends it; rows with an id are secrets that exist."""
    known = sum("id" in row for row in rows)
    form: dict[str, object] = {
        "reviewers": reviewers or [],
        "secrets-TOTAL_FORMS": str(len(rows)),
        "secrets-INITIAL_FORMS": str(known),
    }
    for number, row in enumerate(rows):
        form |= {f"secrets-{number}-{name}": value for name, value in row.items()}
    return form


def test_a_held_channel_says_in_full_why(viewer: User) -> None:
    reason = "foxes.yaml:3 priority: must be one of low, normal, high. Write one of them.\nAgain."
    channel = make_channel(state="held", held_reason=reason)
    client = signed_in(viewer)

    listed = client.get(CHANNELS).content.decode()
    page = client.get(f"{CHANNELS}{channel.pk}/change/").content.decode()

    assert reason in listed
    assert reason in page


def test_the_configuration_reads_like_the_file(viewer: User) -> None:
    channel = make_channel(config={"voice_id": "en-gb", "budget_daily_usd": "12.50"})

    page = signed_in(viewer).get(f"{CHANNELS}{channel.pk}/change/").content.decode()

    assert "voice_id: en-gb" in page
    assert page.index("channel_id:") < page.index("youtube:")


def test_a_channel_that_was_never_read_has_a_page(viewer: User) -> None:
    Channel.objects.create(pk="broken", name="broken", state="held", held_reason="No YAML.")

    page = signed_in(viewer).get(f"{CHANNELS}broken/change/").content.decode()

    assert "could not be read" in page


def test_hidden_channels_are_neither_listed_nor_found(reviewer: User, operator: User) -> None:
    hidden = make_channel("secretive", only_for=[operator])
    client = signed_in(reviewer)

    assert "Secretive" not in client.get(CHANNELS).content.decode()
    # Django's own answer for a row that is not there.
    assert client.get(f"{CHANNELS}{hidden.pk}/change/").status_code == 302


def test_an_administrator_says_who_reviews_a_channel(administrator: User, reviewer: User) -> None:
    channel = make_channel()

    signed_in(administrator).post(
        f"{CHANNELS}{channel.pk}/change/", sent(reviewers=[str(reviewer.pk)])
    )

    assert list(channel.reviewers.all()) == [reviewer]


def test_saving_does_not_write_an_old_copy_of_the_row_back(administrator: User) -> None:
    channel = make_channel()
    client = signed_in(administrator)
    client.get(f"{CHANNELS}{channel.pk}/change/")
    Channel.objects.filter(pk=channel.pk).update(state="held", max_concurrent=7)

    client.post(f"{CHANNELS}{channel.pk}/change/", {**sent(), "state": "active", "name": "Owls"})

    channel.refresh_from_db()
    assert (channel.state, channel.max_concurrent, channel.name) == ("held", 7, "Foxes")


def test_an_operator_may_look_but_not_change(operator: User, reviewer: User) -> None:
    channel = make_channel()
    client = signed_in(operator)

    page = client.get(f"{CHANNELS}{channel.pk}/change/")
    answer = client.post(f"{CHANNELS}{channel.pk}/change/", sent(reviewers=[str(reviewer.pk)]))

    assert "secrets-TOTAL_FORMS" not in page.content.decode()
    assert answer.status_code == 403
    assert not channel.reviewers.exists()


def test_a_secret_is_stored_encrypted_and_in_no_page(administrator: User) -> None:
    channel = make_channel()
    client = signed_in(administrator)
    row = {"name": "ELEVENLABS_API_KEY", "value": "sk-very-secret"}

    answer = client.post(f"{CHANNELS}{channel.pk}/change/", sent(row), follow=True)
    page = client.get(f"{CHANNELS}{channel.pk}/change/").content.decode()

    assert secrets.read(channel.pk, "ELEVENLABS_API_KEY") == "sk-very-secret"
    assert "sk-very-secret" not in ChannelSecret.objects.get().encrypted
    assert "sk-very-secret" not in answer.content.decode() + page
    assert ChannelSecret.objects.get().encrypted not in page
    assert "ELEVENLABS_API_KEY" in page


def test_a_new_value_replaces_a_secret_and_an_empty_one_leaves_it(
    administrator: User,
) -> None:
    channel = make_channel()
    client = signed_in(administrator)
    client.post(f"{CHANNELS}{channel.pk}/change/", sent({"name": "KEY", "value": "first"}))
    stored = {"id": str(ChannelSecret.objects.get().pk), "channel": channel.pk, "name": "KEY"}

    client.post(f"{CHANNELS}{channel.pk}/change/", sent({**stored, "value": ""}))
    kept = secrets.read(channel.pk, "KEY")
    client.post(f"{CHANNELS}{channel.pk}/change/", sent({**stored, "value": "second"}))

    assert kept == "first"
    assert secrets.read(channel.pk, "KEY") == "second"


def test_a_secret_can_be_forgotten(administrator: User) -> None:
    channel = make_channel()
    client = signed_in(administrator)
    client.post(f"{CHANNELS}{channel.pk}/change/", sent({"name": "KEY", "value": "first"}))
    stored = {"id": str(ChannelSecret.objects.get().pk), "channel": channel.pk, "name": "KEY"}

    client.post(f"{CHANNELS}{channel.pk}/change/", sent({**stored, "DELETE": "on"}))

    assert secrets.read(channel.pk, "KEY") is None


def test_a_secret_without_a_value_or_with_an_odd_name_is_refused(administrator: User) -> None:
    channel = make_channel()
    client = signed_in(administrator)

    nameless = client.post(
        f"{CHANNELS}{channel.pk}/change/", sent({"name": "my key", "value": "x"})
    )
    empty = client.post(f"{CHANNELS}{channel.pk}/change/", sent({"name": "KEY", "value": ""}))

    assert "Write the name like a variable" in nameless.content.decode()
    assert "A value of 1 to 20000 characters is needed." in empty.content.decode()
    assert not ChannelSecret.objects.exists()
