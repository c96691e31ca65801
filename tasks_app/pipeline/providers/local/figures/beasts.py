"""Beasts that sit and look at you: kinds, coats, tails. They sit on y = 945."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import (
    Color,
    darker,
    lighter,
    mix,
    rgb,
    turned,
)
from tasks_app.pipeline.providers.local.drawing.curves import (
    Outline,
    blob,
    ellipse,
    limb,
    points,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.beast_faces import PINK, Species, draw_beast_head

BEASTS: dict[str, Species] = {
    "cat": Species(
        words="kitten kitty feline katze gato chat кот кошка 猫 قط",
        coat="e0964f 8f8a94 4a4550 f0e2cc",
        belly="fdf3e4",
        ears="pointed",
        tail="long",
        marks="whiskers stripes",
    ),
    "dog": Species(
        words="puppy hound hund perro chien собака 狗 犬 كلب",
        coat="b98352 d9b27c 6f5344 e9dcc8",
        belly="f6e8d4",
        ears="floppy",
        marks="tongue patch",
    ),
    "fox": Species(
        words="fuchs zorro renard лиса 狐",
        coat="e2763a d9672f",
        belly="fff3e6",
        ears="pointed",
        tail="bushy",
        marks="socks",
    ),
    "wolf": Species(
        words="husky coyote lobo loup волк 狼",
        coat="7f8a9a 5f6876",
        belly="e9edf0",
        ears="pointed",
        tail="bushy",
    ),
    "bear": Species(
        words="grizzly teddy bär oso ours медведь 熊",
        coat="8a5a3c a06f48 f2efe8",
        belly="c99a6b",
        ears="round",
        tail="none",
    ),
    "panda": Species(
        words="熊猫",
        coat="f6f4ee",
        belly="ffffff",
        ears="round",
        tail="none",
        marks="mask dark_limbs",
    ),
    "rabbit": Species(
        words="bunny hare kaninchen hase conejo lapin кролик 兔",
        coat="d9cfc4 b99a80 f4efe8",
        belly="fffaf4",
        ears="long",
        tail="puff",
        marks="whiskers teeth",
    ),
    "mouse": Species(
        words="rat hamster maus ratón souris мышь 鼠",
        coat="a9a3ad c9b29a",
        belly="f4eee8",
        ears="huge_round",
        tail="thin",
        marks="whiskers teeth",
    ),
    "lion": Species(
        words="löwe león лев 狮 أسد",
        coat="e0ab58",
        belly="f7e2b8",
        ears="round",
        tail="tuft",
        marks="mane",
    ),
    "tiger": Species(
        words="tigre тигр 虎",
        coat="e8923c",
        belly="fff1dc",
        ears="round",
        tail="long",
        marks="stripes whiskers",
    ),
    "leopard": Species(
        words="cheetah jaguar panther",
        coat="e6b866",
        belly="fff1d6",
        ears="round",
        tail="long",
        marks="spots whiskers",
    ),
    "monkey": Species(
        words="ape gorilla chimpanzee affe mono singe обезьяна 猴",
        coat="8a5f42 6b4a38",
        belly="e6c19a",
        ears="side",
        tail="curl",
        marks="face_patch",
    ),
    "raccoon": Species(
        words="badger skunk",
        coat="8d8f98",
        belly="e4e2e0",
        ears="round",
        tail="bushy",
        marks="mask stripes",
    ),
    "koala": Species(
        words="", coat="9aa2ad", belly="eef0f2", ears="huge_round", tail="none", marks="big_nose"
    ),
    "elephant": Species(
        words="mammoth elefant elefante éléphant слон 象",
        coat="8f9cae",
        belly="b5bfcc",
        ears="elephant",
        tail="thin",
        marks="trunk",
    ),
    "deer": Species(
        words="stag reindeer moose elk hirsch ciervo cerf олень 鹿",
        coat="b5814f",
        belly="f2e0c4",
        ears="leaf",
        tail="puff",
        marks="antlers spots",
    ),
    "cow": Species(
        words="bull ox buffalo calf kuh vaca vache корова 牛",
        coat="f4efe8",
        belly="fffaf5",
        ears="leaf",
        tail="tuft",
        marks="horns blotches wide_muzzle",
    ),
    "sheep": Species(
        words="lamb goat ram schaf oveja mouton овца 羊",
        coat="f6f1e6",
        belly="fffaf2",
        ears="leaf",
        tail="puff",
        marks="wool dark_face",
    ),
    "horse": Species(
        words="pony stallion unicorn donkey zebra pferd caballo cheval лошадь 马",
        coat="9a6440 6f4a3a e0c9a4",
        belly="b98a62",
        ears="leaf",
        tail="hair",
        marks="forelock wide_muzzle",
    ),
    "pig": Species(
        words="boar piglet schwein cerdo cochon свинья 猪",
        coat="f2b0a6",
        belly="f9cfc6",
        ears="leaf",
        tail="curl",
        marks="snout",
    ),
    "squirrel": Species(
        words="chipmunk beaver otter eichhörnchen ardilla",
        coat="b8683a",
        belly="f8e6ce",
        ears="pointed",
        tail="bushy",
        marks="teeth",
    ),
}


def draw_beast(pen: Pen, name: str, rng: Random) -> None:
    """One of the beasts, sitting."""
    species = BEASTS[name]
    coat = turned(rgb(rng.choice(species.coat.split())), rng.uniform(-6, 6))
    marks = frozenset(species.marks.split())
    limbs = rgb("3d3a42") if "dark_limbs" in marks else coat
    belly = rgb(species.belly)
    draw_tail(pen, species.tail, coat, belly)
    fur = soft(coat, reach=26)
    for side in (-1, 1):
        pen.ellipse(side * 118, 852, 88, 92, soft(limbs, reach=22))
        pen.ellipse(side * 128, 926, 66, 24, soft(lighter(limbs, 0.08), reach=8))
    trunk = symmetric(points("0,520 92,548 136,660 158,800 132,912 0,938"))
    pen.fill(trunk, fur)
    if "wool" in marks:
        pen.fill_all(
            [
                blob(rng, x, y, 66, 60)
                for x, y in (
                    (-96, 640),
                    (96, 640),
                    (-126, 760),
                    (126, 760),
                    (-70, 860),
                    (70, 860),
                    (0, 700),
                    (0, 820),
                )
            ],
            fur,
        )
    draw_coat(pen, trunk, marks, coat, rng)
    pen.fill(symmetric(points("0,600 70,640 94,760 72,876 0,900")), soft(belly, reach=16))
    for side in (-1, 1):
        pen.fill(
            limb([(side * 56, 660), (side * 60, 790), (side * 58, 912)], (78, 66, 60)),
            soft(limbs, reach=14),
        )
        socks = darker(limbs, 0.6) if "socks" in marks else lighter(limbs, 0.12)
        pen.ellipse(side * 60, 924, 46, 24, soft(socks, reach=8))
        pen.fill_all(
            [limb([(side * 60 + dx, 916), (side * 60 + dx, 934)], (4, 4)) for dx in (-13, 13)],
            flat(darker(socks, 0.3)),
        )
    draw_beast_head(pen.moved(0, 430, turn=rng.uniform(-6, 6)), species, coat, rng)


def draw_coat(pen: Pen, trunk: Outline, marks: frozenset[str], coat: Color, rng: Random) -> None:
    """Stripes, spots or blotches on the body."""
    with pen.inside(trunk):
        if "stripes" in marks:
            for y in (600, 680, 760, 840):
                for side in (-1, 1):
                    pen.fill(
                        limb([(side * 170, y), (side * 112, y + 14)], (27, 3)),
                        flat(darker(coat, 0.45), opacity=0.8),
                    )
        if "spots" in marks:
            pen.fill_all(
                [ellipse(rng.uniform(-150, 150), rng.uniform(560, 900), 11, 9) for _ in range(26)],
                flat(darker(coat, 0.4), opacity=0.7),
            )
        if "blotches" in marks:
            pen.fill_all(
                [
                    blob(rng, x, y, 64, 52, wobble=0.25)
                    for x, y in ((-110, 640), (120, 720), (-90, 860))
                ],
                flat(rgb("4a4048")),
            )


def draw_tail(pen: Pen, kind: str, coat: Color, belly: Color) -> None:
    """A tail that shows at the right side."""
    fur = soft(coat, reach=14)
    curve: Outline = points("110,900 220,880 262,780 232,690")
    if kind == "bushy":
        pen.fill(
            limb(points("100,900 230,890 280,760 236,640"), (60, 120, 130, 20)),
            soft(coat, reach=22),
        )
        pen.fill(limb([(276, 740), (262, 690), (232, 640)], (104, 84, 8)), soft(belly, reach=14))
    elif kind in {"long", "tuft", "hair", "plain"}:
        wide = {"hair": 62, "plain": 54}.get(kind, 38)
        pen.fill(limb(curve, (wide, wide, wide * 0.9, wide * 0.6)), fur)
        if kind == "tuft":
            pen.ellipse(228, 676, 38, 46, soft(darker(coat, 0.4)))
    elif kind == "thin":
        pen.fill(
            limb(points("110,910 240,916 290,830 260,770"), (21, 17, 13, 7)),
            soft(mix(coat, PINK, 0.5), reach=5),
        )
    elif kind == "curl":
        pen.fill(limb(points("110,890 220,880 260,780 210,730 176,776 212,800"), (25,) * 6), fur)
    elif kind == "puff":
        pen.ellipse(160, 880, 52, 48, soft(lighter(belly, 0.4)))
