from __future__ import annotations

import pytest

from tests.browsing import signed_in
from videogen.accounts.models import User
from videogen.accounts.roles import Role, role_of

USERS = "/admin/accounts/user/"
WORDS = "correct horse battery staple"


def test_a_new_person_gets_a_role_and_may_sign_in(administrator: User) -> None:
    signed_in(administrator).post(
        f"{USERS}add/",
        {
            "username": "nora",
            "password1": WORDS,
            "password2": WORDS,
            "usable_password": "true",
            "role": "reviewer",
        },
    )

    nora = User.objects.get(username="nora")
    assert role_of(nora) is Role.REVIEWER
    assert nora.is_staff
    assert not nora.is_superuser
    assert nora.check_password(WORDS)


@pytest.mark.parametrize("role", ["viewer", "operator", "administrator"])
def test_a_role_is_exchanged_for_another(administrator: User, reviewer: User, role: str) -> None:
    signed_in(administrator).post(
        f"{USERS}{reviewer.pk}/change/",
        {"username": reviewer.username, "is_active": "on", "role": role},
    )

    assert [group.name for group in reviewer.groups.all()] == [role]


def test_without_a_role_nobody_may_sign_in(administrator: User, reviewer: User) -> None:
    client = signed_in(reviewer)
    before = client.get("/admin/").status_code

    signed_in(administrator).post(
        f"{USERS}{reviewer.pk}/change/",
        {"username": reviewer.username, "is_active": "on", "role": ""},
    )

    assert before == 200
    assert client.get("/admin/").status_code == 302


def test_an_administrator_makes_nobody_a_superuser(administrator: User, reviewer: User) -> None:
    signed_in(administrator).post(
        f"{USERS}{reviewer.pk}/change/",
        {
            "username": reviewer.username,
            "is_active": "on",
            "role": "viewer",
            "is_superuser": "on",
            "is_staff": "on",
            "user_permissions": ["1"],
        },
    )

    reviewer.refresh_from_db()
    assert not reviewer.is_superuser
    assert not reviewer.user_permissions.exists()


def test_an_administrator_cannot_take_over_a_superuser(administrator: User) -> None:
    root = User.objects.create_superuser("root", password=WORDS)
    client = signed_in(administrator)

    changed = client.post(f"{USERS}{root.pk}/change/", {"username": "mine", "role": "viewer"})
    password = client.post(
        f"{USERS}{root.pk}/password/", {"password1": "x" * 20, "password2": "x" * 20}
    )

    root.refresh_from_db()
    assert (changed.status_code, password.status_code) == (403, 403)
    assert root.username == "root"
    assert root.check_password(WORDS)


def test_people_are_switched_off_and_never_deleted(administrator: User, reviewer: User) -> None:
    answer = signed_in(administrator).post(f"{USERS}{reviewer.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert User.objects.filter(pk=reviewer.pk).exists()


def test_an_operator_sees_no_people(operator: User) -> None:
    assert signed_in(operator).get(USERS).status_code == 403


def test_the_list_of_people_names_their_roles(administrator: User, viewer: User) -> None:
    page = signed_in(administrator).get(f"{USERS}?role=viewer")

    assert [person.username for person in page.context["cl"].result_list] == ["vera"]
    assert "Viewer" in page.content.decode()
