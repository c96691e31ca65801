"""Which kind of being a prompt means, and drawing it."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures import (
    beasts,
    birds,
    creatures,
    people,
    robots,
    roles,
    sea_life,
)
from tasks_app.pipeline.providers.local.prompt_words import Themes, subject

ROBOTS = "robot android cyborg machine droid ai automaton bot roboter робот 机器人 ロボット"
HUMAN = {
    **{name: role.words for name, role in roles.ROLES.items()},
    **roles.PEOPLE,
    **roles.AGES,
    "person": "people human someone character narrator figure mensch persona personne человек 人",
}
KINDS: Themes = {
    **{f"beast:{name}": f"{name} {species.words}" for name, species in beasts.BEASTS.items()},
    **{f"bird:{name}": f"{name} {words}" for name, (words, _, _) in birds.BIRDS.items()},
    **{f"sea:{name}": f"{name} {words}" for name, words in sea_life.SEA_LIFE.items()},
    **{f"creature:{name}": f"{name} {words}" for name, words in creatures.CREATURES.items()},
    "robot:robot": ROBOTS,
    **{f"person:{name}": f"{name} {words}" for name, words in HUMAN.items()},
}


def draw_character(pen: Pen, prompt: str, rng: Random) -> None:
    """The being that the prompt describes; a person when it names none."""
    kind, _, name = (subject(prompt, KINDS) or "person:person").partition(":")
    if kind == "beast":
        beasts.draw_beast(pen, name, rng)
    elif kind == "bird":
        birds.draw_bird(pen, name, rng)
    elif kind == "sea":
        sea_life.draw_sea_life(pen, name, rng)
    elif kind == "creature":
        creatures.draw_creature(pen, name, rng)
    elif kind == "robot":
        robots.draw_robot(pen, prompt, rng)
    else:
        people.draw_person(pen, prompt, rng)
