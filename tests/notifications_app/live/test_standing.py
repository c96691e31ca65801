from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from pytest_django import DjangoAssertNumQueries

from notifications_app.live.closing import CloseCode, Closing
from notifications_app.live.standing import by_session, by_token, standings
from tasks_app.access import visible_channel_ids, visible_channels
from tests.browsing import signed_in
from tests.builders import make_channel
from videogen.accounts.models import User
from videogen.accounts.roles import Role

pytestmark = pytest.mark.django_db


def test_groups_follow_from_the_role_and_the_channels(
    viewer: User, operator: User, administrator: User, outsider: User
) -> None:
    make_channel("open")
    make_channel("closed", only_for=[operator])

    now = standings([person.pk for person in (viewer, operator, administrator, outsider)])

    assert now[viewer.pk].groups == {f"user.{viewer.pk}", "channel.open"}
    assert now[operator.pk].groups == {
        *(f"user.{operator.pk}", "channel.open", "channel.closed", "operators")
    }
    assert now[administrator.pk].groups >= {"channel.open", "channel.closed", "operators"}
    assert now[outsider.pk].groups == {f"user.{outsider.pk}"}


def test_many_people_are_asked_for_as_one_is(
    viewer: User, reviewer: User, administrator: User, outsider: User
) -> None:
    make_channel("open")
    make_channel("closed", only_for=[reviewer])
    people = [viewer, reviewer, administrator, outsider]

    at_once = visible_channel_ids(people)

    one_by_one = {person.pk: {c.pk for c in visible_channels(person)} for person in people}
    assert {pk: set(ids) for pk, ids in at_once.items()} == one_by_one


def test_a_changed_role_or_password_is_another_standing(viewer: User) -> None:
    before = standings([viewer.pk])[viewer.pk]

    viewer.groups.add(Group.objects.get(name=Role.OPERATOR.value))
    with_role = standings([viewer.pk])[viewer.pk]
    viewer.set_password("another one")
    viewer.save()
    with_password = standings([viewer.pk])[viewer.pk]

    assert before != with_role != with_password


def test_who_is_switched_off_has_no_standing(viewer: User) -> None:
    viewer.is_active = False
    viewer.save()

    assert standings([viewer.pk]) == {}


def test_the_queries_do_not_grow_with_the_people(
    viewer: User, operator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_channel()

    with django_assert_num_queries(5):
        standings([viewer.pk])
    with django_assert_num_queries(5):
        standings([viewer.pk, operator.pk])


def test_a_session_names_its_person_until_it_ends(viewer: User) -> None:
    client = signed_in(viewer)
    key = client.cookies["sessionid"].value

    assert by_session(key).user == viewer
    client.logout()
    with pytest.raises(Closing) as refusal:
        by_session(key)

    assert refusal.value.code == CloseCode.NOT_SIGNED_IN


def test_a_made_up_token_is_refused() -> None:
    with pytest.raises(Closing) as refusal:
        by_token("eyJhbGciOiJub25lIn0.e30.")

    assert refusal.value.code == CloseCode.NOT_SIGNED_IN
