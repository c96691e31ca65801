from __future__ import annotations

from typing import Any

from reviews_app.models import AuditEntry
from tests.browsing import signed_in
from tests.builders import make_channel
from videogen.accounts.models import User


def change(by: User, person: User, **fields: str) -> Any:
    body = {"username": person.username, "first_name": "", "last_name": "", "email": "", **fields}
    return signed_in(by).post(f"/admin/accounts/user/{person.pk}/change/", body)


def kinds(person: User) -> list[str]:
    return list(person.events_for_me.values_list("kind", flat=True))


def test_a_new_role_is_told_and_written_down(administrator: User, viewer: User) -> None:
    answer = change(administrator, viewer, role="reviewer", is_active="on")

    assert answer.status_code == 302
    assert kinds(viewer) == ["access.changed"]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("role", "vera")
    assert entry.before == {"role": "viewer", "is_active": True}
    assert entry.after == {"role": "reviewer", "is_active": True}
    assert (entry.door, entry.address) == ("admin", "127.0.0.1")


def test_an_account_switched_off_is_told(administrator: User, viewer: User) -> None:
    change(administrator, viewer, role="viewer")

    assert AuditEntry.objects.get().after == {"role": "viewer", "is_active": False}


def test_a_saved_form_that_changed_no_right_tells_nothing(
    administrator: User, viewer: User
) -> None:
    change(administrator, viewer, role="viewer", is_active="on", email="vera@videogen.example")

    assert kinds(viewer) == []
    assert not AuditEntry.objects.exists()


def test_a_new_person_with_a_role_is_written_down(administrator: User) -> None:
    body = {
        "username": "nina",
        "usable_password": "true",
        "password1": "a long and quiet river",
        "password2": "a long and quiet river",
        "role": "operator",
    }

    signed_in(administrator).post("/admin/accounts/user/add/", body)

    entry = AuditEntry.objects.get()
    assert (entry.subject, entry.after["role"]) == ("nina", "operator")


def test_reviewers_of_a_channel_are_told_one_by_one(
    administrator: User, viewer: User, reviewer: User
) -> None:
    channel = make_channel(only_for=[viewer])
    body = {
        "reviewers": [str(viewer.pk), str(reviewer.pk)],
        "secrets-TOTAL_FORMS": "0",
        "secrets-INITIAL_FORMS": "0",
    }

    answer = signed_in(administrator).post(f"/admin/tasks_app/channel/{channel.pk}/change/", body)

    assert answer.status_code == 302
    assert (kinds(viewer), kinds(reviewer)) == ([], ["access.changed"])
    assert AuditEntry.objects.get().action == "reviewers"


def test_a_channel_that_is_closed_to_others_tells_everybody(
    administrator: User, viewer: User, reviewer: User
) -> None:
    channel = make_channel()
    body = {
        "reviewers": [str(reviewer.pk)],
        "secrets-TOTAL_FORMS": "0",
        "secrets-INITIAL_FORMS": "0",
    }

    signed_in(administrator).post(f"/admin/tasks_app/channel/{channel.pk}/change/", body)

    assert kinds(viewer) == kinds(reviewer) == ["access.changed"]
