"""Nouns that make characters and props, and what stands in when a text names too few. Data only."""

from __future__ import annotations


def word_list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROLES = word_list("""
    keeper queen king emperor empress prince princess pope soldier general knight farmer
    sailor captain fisherman pirate admiral scientist doctor nurse teacher student monk priest
    nun merchant trader explorer engineer builder architect surveyor astronomer inventor
    writer poet painter musician dancer singer actor mother father daughter son child girl boy
    woman man widow brother sister hunter shepherd blacksmith carpenter mason miner baker cook
    servant judge thief spy traveller traveler nomad guard messenger detective journalist
    photographer pilot astronaut worker mechanic driver clerk librarian gardener diver
    president minister senator philosopher god goddess dog cat horse wolf lion elephant whale
    dolphin eagle owl raven robot
    """)

CHARACTER_FALLBACKS = (
    "an elderly storyteller with a walking stick",
    "a young traveller with a rucksack",
    "a historian with round glasses",
    "a woman in a long travelling coat",
    "a craftsman with rolled-up sleeves",
    "a curious child with a paper boat",
    "a fisherman with a woollen cap",
    "a merchant in a bright robe",
    "a messenger out of breath",
    "a gardener with a straw hat",
    "a student with a stack of notebooks",
    "an engineer with a rolled plan",
    "a night watchman with a lantern",
    "a musician with a violin case",
    "a grandmother with a shawl",
    "a photographer with an old camera",
    "a cook with a linen apron",
    "a sailor with a striped shirt",
    "a shepherd with a dog",
    "a scribe with ink on the fingers",
    "a guard with a red sash",
)
LOOKS = (
    "calm expression, standing upright",
    "looking over the shoulder",
    "one hand raised, in mid-sentence",
    "walking towards the viewer",
    "arms folded, thoughtful",
    "smiling, head tilted",
    "leaning forward, attentive",
)

THINGS = word_list("""
    lamp lantern candle map compass coin book letter clock sword shield spear bow telescope
    key crown ring bell rope anchor camera radio wheel cart wagon telegram newspaper
    photograph flag drum violin guitar piano pen scroll vase cup bottle bread apple seed stone
    milestone cross hammer axe gun cannon helmet armour boat net mirror chair table box chest
    suitcase umbrella shoe hat microscope battery magnet lens globe bicycle rocket satellite
    computer telephone diary painting statue mask necklace jewel diamond gold pearl fossil
    bone skull feather shell flower basket barrel bucket saddle plough shovel ladder chain
    lock knife plate bowl teapot kettle stove ticket stamp medal trophy dice chessboard puppet
    kite balloon parachute oar sail rudder
    """)

PROP_FALLBACKS = (
    "a brass lantern with a glass door",
    "a rolled map tied with string",
    "a leather-bound notebook",
    "a pocket watch on a chain",
    "a wooden chest with iron bands",
    "a folded letter with a wax seal",
    "an old key with an ornate bow",
    "a clay jug with a chipped rim",
    "a bundle of dried herbs",
    "a small bronze bell",
    "a coil of rope",
    "a magnifying glass with a horn handle",
    "a stack of worn books",
    "a compass in a wooden case",
    "a woven basket with a lid",
    "a candle in a tin holder",
    "a linen bag with a drawstring",
    "a carved walking stick",
    "a chipped porcelain cup",
    "a pair of wire-rimmed glasses",
    "a feather pen in an inkwell",
)

WEAR = ("well used", "polished", "dusty", "freshly made", "mended more than once", "half hidden")

PLACE_NAME_BEFORE = frozenset(
    word_list("""
    in at near from to towards toward of across through over around into outside inside above
    below between beyond reached left crossed
    """)
)
NOT_NAMES = frozenset(
    word_list("""
    i january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday act scene part chapter clip shot
    the a an and but or so then when while there here this that it its he she they we you his
    her their our my bc ad bce ce ok tv how why what who where which inside behind from on in
    of life our these those let step look follow
    """)
)
