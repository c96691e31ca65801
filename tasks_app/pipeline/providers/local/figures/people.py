"""A whole person: chosen from the words of a prompt, posed, dressed and drawn.

A person stands on y = 945 with the head around y = 165, in the middle of x = 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, from_hue, rgb, turned
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    Point,
    limb,
    mirrored,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures import clothes, faces, headgear, roles
from tasks_app.pipeline.providers.local.figures.clothes import Clothes
from tasks_app.pipeline.providers.local.figures.faces import Face
from tasks_app.pipeline.providers.local.figures.outfits import draw_body
from tasks_app.pipeline.providers.local.objects.things import draw_thing
from tasks_app.pipeline.providers.local.prompt_words import matches, opening, subject

HEAD_Y = 165.0
CLOTH_HUES = (15, 40, 65, 95, 140, 175, 210, 250, 290, 335)
# Elbow and wrist of an arm on the right side of the picture; the shoulder is at (88, 305).
ARMS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "down": ((116, 430), (112, 548)),
    "relaxed": ((128, 425), (138, 535)),
    "hip": ((168, 430), (96, 520)),
    "wave": ((170, 385), (176, 262)),
    "hold": ((132, 436), (170, 470)),
    "raise": ((158, 380), (188, 330)),
    "front": ((126, 440), (44, 470)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything chosen about one person before a line is drawn."""

    face: Face
    clothes: Clothes
    hat: str
    item: str
    arms: tuple[str, str]
    head_size: float
    stature: float
    tilt: float
    extras: frozenset[str]


def draw_person(pen: Pen, prompt: str, rng: Random) -> None:
    """A person as the prompt describes, standing on (0, 945)."""
    person = chosen(prompt, rng)
    body = pen.moved(0, 945 * (1 - person.stature), size=person.stature)
    # A smaller body keeps its head: that is what makes a child of it.
    head = body.moved(0, 248, size=person.head_size).moved(0, HEAD_Y - 248, turn=person.tilt)
    if "cape" in person.extras:
        clothes.draw_cape(body, person.clothes)
    if "backpack" in person.extras:
        clothes.draw_backpack(body, person.clothes)
    faces.draw_back_hair(head, person.face)
    clothes.draw_legs(body, person.clothes)
    draw_neck(body, person.face.skin)
    draw_body(body, person.clothes, rng)
    if "scarf" in person.extras:
        clothes.draw_scarf(body, person.clothes)
    faces.draw_head(head, person.face, rng)
    headgear.draw_hat(head, person.hat, person.clothes, person.face)
    for side, pose in zip((-1, 1), person.arms, strict=True):
        held = person.item if side == 1 else "-"
        draw_arm(body, person, pose=pose, side=side, held=held)


def draw_neck(pen: Pen, skin: Color) -> None:
    """The neck, in the shadow of the chin."""
    pen.fill(limb([(0, 225), (0, 290)], (50, 56)), flat(darker(skin, 0.17)))


def draw_arm(pen: Pen, person: Person, *, pose: str, side: int, held: str) -> None:
    """Sleeve, hand, and what the hand holds."""
    elbow, wrist = ARMS[pose]
    points: Outline = [(84, 312), elbow, wrist]
    points = points if side == 1 else mirrored(points, 0)
    hand_at = points[-1]
    if held != "-":
        draw_held(pen, held, hand_at)
    draw_hand(pen, person, elbow=points[1], wrist=hand_at, side=side, is_open=pose == "wave")
    draw_sleeve(pen, person, points)


def draw_hand(
    pen: Pen, person: Person, *, elbow: Point, wrist: Point, side: int, is_open: bool
) -> None:
    """A hand that goes on in the forearm's direction: a fist, or open to wave."""
    skin = soft(person.clothes.hands or person.face.skin, reach=8)
    hand = beyond(elbow, wrist, 22)
    pen.fill(limb([beyond(elbow, wrist, -14), hand], (30, 40)), skin)
    if is_open:
        fingers = [
            limb([hand, (hand[0] + lean * side, hand[1] - 42 + abs(lean) * 0.5)], (13, 11))
            for lean in (-16, -4, 9, 24)
        ]
        pen.fill_all(fingers, skin)
    else:
        pen.fill(limb([hand, (hand[0] - side * 16, hand[1] - 4)], (16, 13)), skin)


def draw_sleeve(pen: Pen, person: Person, points: Outline) -> None:
    """A long sleeve with or without a cuff, or a short one over a bare arm."""
    worn, (shoulder, elbow, wrist) = person.clothes, points
    fabric = Paint(color=worn.sleeve, shade=0.24, light=0.14, reach=12)
    if not worn.long_sleeves:
        pen.fill(limb(points, (48, 42, 34)), soft(person.face.skin, reach=10))
        pen.fill(limb([shoulder, beyond(shoulder, elbow, -30)], (66, 60)), fabric)
        return
    end = beyond(elbow, wrist, -16)
    pen.fill(limb([shoulder, elbow, end], (64, 52, 42)), fabric)
    if worn.cuffs:
        near, far = beyond(elbow, wrist, -4), beyond(elbow, wrist, 10)
        across = ((far[1] - near[1]) / 14 * 25, (near[0] - far[0]) / 14 * 25)
        band = [
            (near[0] + across[0], near[1] + across[1]),
            (far[0] + across[0], far[1] + across[1]),
            (far[0] - across[0], far[1] - across[1]),
            (near[0] - across[0], near[1] - across[1]),
        ]
        pen.fill(band, soft(worn.trim, reach=6))


def beyond(start: Point, end: Point, distance: float) -> Point:
    """A point on the line from start to end, so far behind its end (or, negative, before it)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    return end[0] + dx / length * distance, end[1] + dy / length * distance


HELD: dict[str, tuple[float, float, float]] = {
    # Size, then how far the thing's middle lies from the hand.
    "staff": (2.5, 0, -60),
    "fork": (2.4, 0, -40),
    "cane": (1.9, 0, 142),
    "sword": (1.5, 0, -122),
    "lantern": (0.72, 4, 76),
    "guitar": (1.3, -130, -20),
    "flag": (1.6, 30, -110),
    "umbrella": (1.7, 0, -130),
}


def draw_held(pen: Pen, thing: str, hand: Point) -> None:
    """The thing in the hand, upright."""
    size, dx, dy = HELD.get(thing, (0.72, 8, -46))
    turn = -32.0 if thing == "guitar" else 0.0
    draw_thing(pen.moved(hand[0] + dx, hand[1] + dy, size=size, turn=turn), thing, chance(thing))


def chosen(prompt: str, rng: Random) -> Person:
    """Who the prompt means; what it leaves open is chance."""
    named = subject(prompt, ROLE_WORDS)
    role = roles.ROLES[named] if named else roles.ANYBODY
    # "A photographer with an old camera" is not old: only the first words are about the person.
    herself = opening(prompt)
    ages, people = matches(herself, roles.AGES), matches(herself, roles.PEOPLE)
    is_old, is_child = "old" in ages, "child" in ages
    is_woman = people[0] == "woman" if people else "woman" in role.extras or rng.random() < 0.5
    extras = extras_of(prompt, role, rng, may_have_beard=not (is_woman or is_child))
    wanted = matches(prompt, HELD_WORDS)
    item = wanted[0] if wanted else rng.choice(role.items.split())
    return Person(
        face=face_of(prompt, rng, is_woman=is_woman, is_old=is_old, extras=extras),
        clothes=clothes_of(role, rng, is_woman=is_woman),
        hat=rng.choice(role.hats.split()),
        item=item,
        arms=posed(item, rng),
        head_size=1.22 if is_child else rng.uniform(1.0, 1.07),
        stature=rng.uniform(0.72, 0.78) if is_child else rng.uniform(0.95, 1.02),
        tilt=rng.uniform(-5, 5),
        extras=extras,
    )


def extras_of(
    prompt: str, role: roles.Role, rng: Random, *, may_have_beard: bool
) -> frozenset[str]:
    """Glasses, beard, scarf and the like: those named, those of the trade, some by chance."""
    named = set(matches(prompt, roles.EXTRAS))
    usual = {extra for extra in role.extras.split() if rng.random() < 0.6 and extra != "woman"}
    by_chance = {
        extra
        for extra, odds in (("glasses", 0.14), ("beard", 0.16), ("scarf", 0.05))
        if rng.random() < odds
    }
    extras = named | usual | by_chance
    return frozenset(extras if may_have_beard else extras - {"beard"})


ROLE_WORDS = {name: role.words for name, role in roles.ROLES.items()}
HELD_WORDS = {
    "book": "books reading",
    "lantern": "lamp torch",
    "sword": "blade",
    "cane": "stick crutch",
    "staff": "wand sceptre",
    "camera": "",
    "basket": "",
    "flower": "rose bouquet",
    "mug": "coffee tea cup",
    "scroll": "letter map document",
    "umbrella": "",
    "guitar": "",
    "flag": "",
    "hammer": "",
}


def posed(item: str, rng: Random) -> tuple[str, str]:
    """The left and the right arm."""
    left = rng.choice(("down", "relaxed", "hip", "down", "wave"))
    if item == "-":
        right = rng.choice(("relaxed", "hip", "wave", "raise", "down"))
        return ("down" if left == right == "wave" else left, right)
    right = {"lantern": "raise", "guitar": "front", "sword": "hold"}.get(item, "hold")
    return ("front" if item == "guitar" else left, right)


def face_of(
    prompt: str, rng: Random, *, is_woman: bool, is_old: bool, extras: frozenset[str]
) -> Face:
    """A face and its hair."""
    named = matches(prompt, roles.HAIRS)
    style = (
        named[0]
        if named
        else rng.choice((roles.LONG_HAIR if is_woman else roles.SHORT_HAIR).split())
    )
    if is_old and not is_woman and not named and rng.random() < 0.5:
        style = "bald"
    code = rng.choice(roles.GREY_HAIR if is_old else roles.HAIR_COLORS)
    return Face(
        skin=turned(rgb(rng.choice(roles.SKINS)), rng.uniform(-4, 4)),
        hair=rgb(code),
        style=style,
        mood=rng.choice(("glad", "glad", "calm", "calm", "stern", "wonder")),
        glance=rng.choice((-8.0, -5.0, 5.0, 8.0)),
        extras=extras,
        is_old=is_old,
    )


def clothes_of(role: roles.Role, rng: Random, *, is_woman: bool) -> Clothes:
    """An outfit of the trade in colors that go together."""
    outfit = rng.choice(role.outfits.split())
    if outfit == "dress" and not is_woman:
        outfit = "sweater"
    hue = rng.choice(CLOTH_HUES) + rng.uniform(-8, 8)
    main = from_hue(hue, lightness=rng.uniform(0.52, 0.68), chroma=rng.uniform(0.09, 0.14))
    if role.colors:
        main = turned(rgb(rng.choice(role.colors.split())), rng.uniform(-8, 8))
    second = from_hue(
        hue + rng.choice((30, 180, 210, 150)), lightness=rng.uniform(0.6, 0.82), chroma=0.09
    )
    trousers = rng.choice(
        (rgb("3d4663"), rgb("5a4a48"), rgb("46566b"), rgb("6f5f4f"), darker(main, 0.4))
    )
    return clothes.dressed(outfit, main=main, second=second, trousers=trousers)
