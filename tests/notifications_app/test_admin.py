from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from notifications_app.models import Notification, Parked, Preference, ReadState
from tests.browsing import signed_in, told
from tests.builders import make_channel, make_task
from tests.notifications_app.builders import make_notification
from videogen.accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "/admin/notifications_app/notification/"
PREFERENCES = f"{LIST}preferences/"
PARKED = "/admin/notifications_app/parked/"


def text(user: User, url: str) -> str:
    answer = signed_in(user).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def park() -> Parked:
    return Parked.objects.create(event_id=7, reason="no room left on the disk", attempts=5)


def test_a_notification_leads_to_its_page_and_its_task(viewer: User) -> None:
    task = make_task(title="Salt roads")
    make_notification(
        viewer, "Published", related_task=task, metadata={"action_url": "/admin/somewhere/"}
    )

    page = text(viewer, LIST)

    assert 'href="/admin/somewhere/"' in page
    assert "Salt roads" in page
    assert PREFERENCES in page


def test_people_see_their_own_and_administrators_all_when_they_ask(
    viewer: User, administrator: User
) -> None:
    made = make_notification(viewer, "For Vera")
    make_notification(administrator, "For Anna")

    assert "For Anna" not in text(viewer, f"{LIST}?whose=all")
    assert "For Vera" not in text(administrator, LIST)
    assert "For Vera" in text(administrator, f"{LIST}?whose=all")
    assert "For Vera" in text(administrator, f"{LIST}{made.pk}/change/")


def test_somebody_elses_cannot_be_opened(viewer: User, reviewer: User) -> None:
    made = make_notification(viewer)

    assert signed_in(reviewer).get(f"{LIST}{made.pk}/change/").status_code != 200


def test_what_a_fold_counts_is_listed_behind_its_link(viewer: User) -> None:
    fold = make_notification(viewer, "The fold", kind="folded")
    make_notification(viewer, "Inside", folded_into=fold)

    assert "Inside" not in text(viewer, LIST)
    assert "Inside" in text(viewer, f"{LIST}?folded_into={fold.pk}")


def test_many_are_read_or_archived_at_once_but_only_ones_own(
    viewer: User, administrator: User
) -> None:
    mine, theirs = make_notification(administrator), make_notification(viewer)
    chosen = {"_selected_action": [str(mine.pk), str(theirs.pk)], "action": "archive_chosen"}

    answer = signed_in(administrator).post(f"{LIST}?whose=all", chosen)

    assert "1 changed." in told(answer)
    assert Notification.objects.get(status=ReadState.ARCHIVED) == mine


def test_everything_is_ticked_before_anything_was_chosen(viewer: User) -> None:
    make_channel("foxes")

    form = signed_in(viewer).get(PREFERENCES).context["form"]

    assert form["channels"].value() == ["foxes"]
    assert len(form["kinds"].value()) == 8


def test_what_is_not_ticked_is_muted(viewer: User) -> None:
    make_channel("foxes")
    make_channel("owls")
    kinds = ["failed", "gate", "captions", "channel", "budget", "notion", "bulk"]

    signed_in(viewer).post(PREFERENCES, {"kinds": kinds, "channels": ["owls"]})

    kept = Preference.objects.get(user=viewer)
    assert (kept.muted_kinds, kept.muted_channels) == (["published"], ["foxes"])


def test_a_muted_channel_stays_muted_while_it_is_not_shown(viewer: User, reviewer: User) -> None:
    make_channel("closed", only_for=[reviewer])
    Preference.objects.create(user=viewer, muted_channels=["closed"])

    signed_in(viewer).post(PREFERENCES, {"kinds": [], "channels": []})

    assert Preference.objects.get(user=viewer).muted_channels == ["closed"]


@pytest.mark.parametrize("sent", [{"kinds": ["nonsense"]}, {"channels": ["hidden"]}])
def test_what_is_not_offered_is_refused(sent: dict[str, Any], viewer: User) -> None:
    page = signed_in(viewer).post(PREFERENCES, sent)

    assert page.status_code == 200
    assert "is not one of the available choices" in page.content.decode()
    assert not Preference.objects.exists()


def test_parked_ones_say_why_and_are_sent_again(administrator: User) -> None:
    parked = park()
    client = signed_in(administrator)

    page = client.get(PARKED).content.decode()
    sent = {"_selected_action": [str(parked.pk)], "action": "send_chosen_again"}
    answer = client.post(PARKED, sent)

    assert "no room left on the disk" in page
    assert "Waits for you" in page
    assert "tried again within seconds" in told(answer)
    parked.refresh_from_db()
    assert parked.next_attempt_at is not None
    assert parked.next_attempt_at <= timezone.now()


def test_parked_ones_are_for_administrators(operator: User) -> None:
    assert signed_in(operator).get(PARKED).status_code == 403
