from __future__ import annotations

import pytest

from tests.browsing import TASKS, signed_in
from videogen.accounts.models import User


def test_everybody_is_led_to_what_their_role_may_see(viewer: User, administrator: User) -> None:
    mine = signed_in(viewer).get("/admin/").content.decode()
    all_of_it = signed_in(administrator).get("/admin/").content.decode()

    assert TASKS in mine
    assert "/admin/tasks_app/channel/" in mine
    assert "/admin/tasks_app/lease/" not in mine
    assert "/admin/accounts/user/" not in mine
    assert "/admin/tasks_app/lease/" in all_of_it
    assert "/admin/accounts/user/" in all_of_it


@pytest.mark.parametrize(
    "url",
    [
        "/admin/tasks_app/task/",
        "/admin/tasks_app/asset/",
        "/admin/tasks_app/channel/",
        "/admin/tasks_app/event/",
        "/admin/tasks_app/lease/",
        "/admin/tasks_app/call/",
        "/admin/reviews_app/review/",
        "/admin/accounts/user/",
        "/admin/accounts/user/add/",
        "/admin/auth/group/",
        "/admin/django_q/schedule/",
        "/admin/django_q/schedule/add/",
        "/admin/django_q/success/",
        "/admin/django_q/failure/",
        "/admin/password_change/",
        "/admin/tasks_app/",
    ],
)
def test_every_list_and_form_opens(db: None, url: str) -> None:
    root = User.objects.create_superuser("root", password="words")

    assert signed_in(root).get(url).status_code == 200


def test_a_person_is_looked_at_by_an_administrator(administrator: User, viewer: User) -> None:
    page = signed_in(administrator).get(f"/admin/accounts/user/{viewer.pk}/change/")

    assert page.status_code == 200
    assert "is_superuser" not in page.content.decode()


def test_the_place_where_one_is_is_marked(viewer: User) -> None:
    page = signed_in(viewer).get(TASKS).content.decode()

    assert f'<a href="{TASKS}" aria-current="page">' in page


def test_pages_obey_the_policy_against_inline_scripts_and_styles(operator: User) -> None:
    client = signed_in(operator)

    page = client.get(TASKS).content.decode() + client.get(f"{TASKS}add/").content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count("<script src=") + page.count(
        '<script type="module" src='
    )


def test_a_refusal_is_a_page_with_a_way_on(viewer: User) -> None:
    client = signed_in(viewer)

    forbidden = client.get(f"{TASKS}add/")
    missing = client.get("/admin/tasks_app/nothing/")

    assert (forbidden.status_code, missing.status_code) == (403, 404)
    assert "This is not for your role" in forbidden.content.decode()
    assert "There is nothing here" in missing.content.decode()
    assert 'href="/admin/"' in forbidden.content.decode()
