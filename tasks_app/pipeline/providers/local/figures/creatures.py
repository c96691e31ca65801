"""Beings of stories: dragons and dinosaurs, aliens, ghosts, monsters. They rest on y = 945."""

from __future__ import annotations

from random import Random

from tasks_app.pipeline.providers.local.drawing.canvas import Paint, flat, soft
from tasks_app.pipeline.providers.local.drawing.colors import Color, darker, from_hue, lighter, rgb
from tasks_app.pipeline.providers.local.drawing.curves import (
    arc,
    box,
    ellipse,
    limb,
    mirrored,
    points,
    smooth,
    star,
    symmetric,
)
from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.figures.faces import INK

CREATURES: dict[str, str] = {
    "dragon": "wyvern drache dragón dragon дракон 龙 تنين",
    "dinosaur": (
        "dino t-rex rex raptor lizard crocodile reptile dinosaurier dinosaurio динозавр 恐龙"
    ),
    "alien": "martian extraterrestrial ufo außerirdischer extraterrestre инопланетянин 外星人",
    "ghost": "spirit phantom spectre geist fantasma fantôme призрак 鬼",
    "monster": (
        "creature beast troll ogre goblin demon yeti bacteria virus germ microbe cell monstruo 怪物"
    ),
}
LIVELY_HUES = (140, 165, 200, 265, 300, 20, 60)


def draw_creature(pen: Pen, name: str, rng: Random) -> None:
    """The being of this name."""
    color = from_hue(rng.choice(LIVELY_HUES) + rng.uniform(-10, 10), lightness=0.66, chroma=0.13)
    if name in {"dragon", "dinosaur"}:
        draw_saurian(pen, color, rng, winged=name == "dragon")
    elif name == "alien":
        draw_alien(pen, color, rng)
    elif name == "ghost":
        draw_ghost(pen, rng)
    else:
        draw_monster(pen, color, rng)


def eye(pen: Pen, x: float, y: float, size: float) -> None:
    """One large eye."""
    pen.ellipse(x, y, size, size * 1.08, flat(rgb("fdfaf4")))
    pen.ellipse(x + size * 0.08, y + size * 0.06, size * 0.68, size * 0.8, flat(INK))
    pen.ellipse(x - size * 0.2, y - size * 0.28, size * 0.26, size * 0.28, flat(rgb("ffffff")))
    pen.ellipse(
        x + size * 0.3, y + size * 0.36, size * 0.13, size * 0.13, flat(rgb("ffffff"), opacity=0.7)
    )


def draw_saurian(pen: Pen, color: Color, rng: Random, *, winged: bool) -> None:
    """An upright reptile with a pale belly, spikes, and wings where it is a dragon."""
    spikes = soft(from_hue(rng.uniform(30, 70), lightness=0.72, chroma=0.13), reach=9)
    if winged:
        draw_wings(pen, color)
    tail = limb(points("60,850 230,890 320,820 330,720"), (150, 96, 56, 8))
    pen.fill(tail, soft(color, reach=20))
    for x, y, turn in ((250, 834, 20), (306, 780, 55)):
        pen.moved(x, y, turn=turn).fill(points("-22,8 0,-42 22,8 0,6"), spikes)
    draw_saurian_body(pen, color)
    draw_saurian_head(pen.moved(0, 320, turn=rng.uniform(-6, 6)), color, spikes, horned=winged)


def draw_wings(pen: Pen, color: Color) -> None:
    """Two wings of skin between bones."""
    wing = points("90,560 220,380 372,330 346,430 380,520 300,540 290,640 210,600 150,680")
    bones = [
        points("100,570 220,396 366,334"),
        points("110,580 230,440 376,518"),
        points("116,590 220,500 290,632"),
    ]
    for outline in (wing, mirrored(wing, 0)):
        pen.fill(outline, soft(darker(color, 0.22), reach=20))
    both = [*bones, *(mirrored(bone, 0) for bone in bones)]
    pen.fill_all([limb(bone, (21, 15, 5)) for bone in both], soft(color, reach=5))


def draw_saurian_body(pen: Pen, color: Color) -> None:
    """Feet, trunk with a banded belly, small arms."""
    claws = flat(rgb("fdf3dc"))
    for side in (-1, 1):
        leg = limb([(side * 90, 800), (side * 104, 910)], (124, 84))
        pen.fill(leg, soft(darker(color, 0.05), reach=18))
        pen.ellipse(side * 116, 924, 80, 24, soft(color, reach=8))
        pen.fill_all([ellipse(side * 116 + dx, 934, 11, 11) for dx in (-44, 0, 44)], claws)
    pen.fill(symmetric(points("0,430 96,470 148,620 152,780 104,890 0,910")), soft(color, reach=34))
    front, belly = symmetric(points("0,500 66,540 94,660 88,800 0,880")), lighter(color, 0.55)
    pen.fill(front, soft(belly, reach=16))
    with pen.inside(front):
        bands = [limb([(-100, y), (0, y + 15), (100, y)], (5, 8, 5)) for y in range(580, 880, 50)]
        pen.fill_all(bands, flat(darker(belly, 0.14)))
    for side in (-1, 1):
        arm = limb([(side * 120, 590), (side * 170, 670), (side * 128, 720)], (62, 52, 42))
        pen.fill(arm, soft(darker(color, 0.06), reach=12))


def draw_saurian_head(head: Pen, color: Color, spikes: Paint, *, horned: bool) -> None:
    """A broad head with spikes on it, a grin, and horns on a dragon."""
    for x, y, size in ((-70, -112, 0.8), (0, -142, 1.1), (70, -112, 0.8)):
        head.fill([(x - 30 * size, y + 36), (x, y - 56 * size), (x + 30 * size, y + 36)], spikes)
    for side in (-1, 1) if horned else ():
        horn = limb([(side * 98, -92), (side * 146, -150), (side * 134, -214)], (42, 31, 4))
        head.fill(horn, soft(rgb("f0e3c4"), reach=8))
    skull = symmetric(points("0,-124 104,-104 146,-20 150,60 108,122 0,136"))
    head.fill(skull, soft(color, reach=28))
    head.ellipse(0, 76, 124, 66, soft(lighter(color, 0.14), reach=16))
    dark = flat(darker(color, 0.5))
    head.fill_all([ellipse(side * 38, 46, 10, 8) for side in (-1, 1)], dark)
    head.fill(limb(points("-84,84 -30,108 30,108 84,84"), (5, 9, 9, 5)), dark)
    teeth = [points(f"{x - 11},96 {x + 11},96 {x},120") for x in (-52, 52)]
    head.fill_all(teeth, flat(rgb("fffaf0")))
    for side in (-1, 1):
        eye(head, side * 66, -28, 34)


def draw_alien(pen: Pen, color: Color, rng: Random) -> None:
    """A slim being with a large head, in a suit with a belt."""
    suit = from_hue(rng.uniform(0, 360), lightness=0.5, chroma=0.09)
    for side in (-1, 1):
        pen.fill(limb([(side * 44, 720), (side * 54, 915)], (74, 54)), soft(suit))
        pen.ellipse(side * 66, 926, 60, 23, soft(darker(suit, 0.3), reach=8))
        raised = side == 1
        hand = (side * 206, 470) if raised else (side * 176, 690)
        pen.fill(
            limb([(side * 84, 520), (side * 166, 590), hand], (56, 46, 36)), soft(suit, reach=12)
        )
        pen.fill_all(
            [
                limb([hand, (hand[0] + dx, hand[1] + (-46 if raised else 44))], (19, 15))
                for dx in (-24, 0, 24)
            ],
            soft(color, reach=5),
        )
    pen.fill(symmetric(points("0,460 72,476 104,560 86,680 94,760 0,780")), soft(suit, reach=22))
    pen.fill(box(-96, 690, 96, 724, round_by=10), soft(darker(suit, 0.35), reach=6))
    pen.ellipse(0, 707, 25, 25, soft(rgb("f2c14e"), reach=6))
    pen.fill([(-40, 500), (40, 500), (0, 590)], soft(lighter(suit, 0.3), reach=6))
    pen.fill(limb([(0, 420), (0, 490)], (50, 60)), soft(darker(color, 0.12)))
    head = pen.moved(0, 270, turn=rng.uniform(-5, 5))
    for side in (-1, 1):
        head.fill(limb([(side * 50, -150), (side * 84, -220)], (13, 9)), soft(color, reach=4))
        head.ellipse(side * 88, -230, 21, 21, soft(lighter(color, 0.4), reach=6))
    head.fill(
        symmetric(points("0,-190 130,-160 182,-50 134,90 50,168 0,176")), soft(color, reach=34)
    )
    for side in (-1, 1):
        almond = ellipse(side * 74, 4, 48, 66, turn=side * 26)
        head.fill(almond, Paint(color=rgb("241f33"), bottom=rgb("4a3f6f")))
        head.ellipse(side * 74 - 16, -22, 14, 18, flat(rgb("ffffff"), opacity=0.9))
    head.fill(limb([(-27, 112), (0, 122), (27, 112)], (5, 8, 5)), flat(darker(color, 0.5)))


def draw_ghost(pen: Pen, rng: Random) -> None:
    """A sheet that floats."""
    tone = from_hue(rng.uniform(180, 300), lightness=0.93, chroma=0.03)
    hem = [
        (x, 868 + (44 if step % 2 else -10))
        for step, x in enumerate((196, 130, 66, 0, -66, -130, -196))
    ]
    dress = smooth(
        [(-150, 380), (-110, 270), (0, 226), (110, 270), (150, 380), (184, 640), *hem, (-184, 640)],
        steps=6,
    )
    pen.glow(0, 560, 380, tone, strength=0.35)
    for side in (-1, 1):
        pen.fill(
            limb([(side * 130, 520), (side * 226, 560), (side * 250, 500)], (76, 62, 36)),
            soft(tone, reach=16),
        )
    pen.fill(dress, Paint(color=tone, bottom=darker(tone, 0.12), shade=0.14, reach=36))
    for side in (-1, 1):
        pen.ellipse(side * 56, 390, 27, 36, flat(INK))
        pen.ellipse(side * 56 - 8, 376, 9, 11, flat(rgb("ffffff")))
        pen.ellipse(side * 100, 448, 27, 17, flat(rgb("f0a5b5"), opacity=0.5, blur=6))
    pen.ellipse(0, 470, 20, 27, flat(rgb("5a4468")))


def draw_monster(pen: Pen, color: Color, rng: Random) -> None:
    """A furry ball with one, two or three eyes."""
    fur = star(0, 660, 284, 250, points=22)
    for side in (-1, 1):
        pen.fill(limb([(side * 96, 850), (side * 104, 918)], (74, 66)), soft(darker(color, 0.15)))
        pen.ellipse(side * 116, 928, 66, 22, soft(darker(color, 0.2), reach=8))
        pen.fill(
            limb([(side * 210, 660), (side * 300, 600 if side == 1 else 740)], (66, 56)),
            soft(darker(color, 0.1)),
        )
        pen.fill(
            limb([(side * 96, 440), (side * 150, 380), (side * 146, 310)], (50, 40, 4)),
            soft(rgb("f4e6c8"), reach=9),
        )
    pen.fill(smooth(fur, steps=3), soft(color, reach=46))
    pen.ellipse(0, 760, 150, 120, soft(lighter(color, 0.28), reach=22))
    eyes = rng.choice(
        (
            ((0.0, 570.0, 84.0),),
            ((-84.0, 580.0, 60.0), (84.0, 580.0, 60.0)),
            ((-104.0, 590.0, 50.0), (0.0, 540.0, 58.0), (104.0, 590.0, 50.0)),
        )
    )
    for x, y, size in eyes:
        eye(pen, x, y, size)
    grin = arc(0, 716, 108, 66, start=0, end=180)
    pen.fill(grin, flat(rgb("6a2f48")))
    with pen.inside(grin):
        pen.fill_all(
            [[(x - 20, 712), (x + 20, 712), (x, 746)] for x in (-74, -26, 26, 74)],
            flat(rgb("fffaf0")),
        )
        pen.ellipse(0, 790, 56, 34, flat(rgb("e07a8a")))
