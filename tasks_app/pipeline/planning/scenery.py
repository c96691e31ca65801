"""What words of a narration put into a picture, a movement or a sound. Data only.

A word ending in `-` stands for everything that begins so. Chinese signs match anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clip plays: the words that lead there, what is seen, what is heard."""

    words: str
    seen: str
    heard: str
    is_indoors: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A time of day or a weather: what it looks like, and what it adds to the sound."""

    words: str
    seen: str
    heard: str = ""


PLACES = (
    Place(
        "sea ocean coast- shore- beach- wave waves tide- 海",
        "a rocky coast with high cliffs",
        "waves breaking on rocks and distant gulls",
    ),
    Place(
        "lighthouse- beacon-",
        "a stone lighthouse on a cliff",
        "wind around a tower and surf far below",
    ),
    Place(
        "harbour- harbor- port ports dock docks quay- 港",
        "a harbour full of masts",
        "creaking ropes, lapping water and gulls",
    ),
    Place(
        "ship ships deck fleet- sailing voyage- 船",
        "the deck of a ship under full sail",
        "creaking timber and sails in the wind",
    ),
    Place(
        "river- stream streams canal- delta- 河 江",
        "a wide river between green meadows",
        "a river flowing past and birds in the reeds",
    ),
    Place(
        "bridge- aqueduct- 桥",
        "an old stone bridge in the mountains",
        "water under a bridge and steps on stone",
    ),
    Place(
        "mountain- hill hills peak- cliff- alps valley- 山",
        "a mountain range with bare peaks",
        "thin mountain wind and a far eagle",
    ),
    Place(
        "volcano- lava eruption-",
        "a smoking volcano behind black hills",
        "a deep rumble and falling stones",
    ),
    Place(
        "forest- wood woods jungle- tree trees 林",
        "a clearing in a dense forest",
        "leaves in the wind and birdsong",
    ),
    Place(
        "desert- dune- sand sands oasis 沙",
        "rolling dunes in a wide desert",
        "dry wind over sand",
    ),
    Place(
        "field- farm farms farming farmed farmer- farmhouse- farmland- farmyard- farmstead-"
        " harvest- meadow- countryside 田",
        "wide fields with a farmhouse far off",
        "crickets, wind in the grain and a distant cow",
    ),
    Place(
        "garden- park parks orchard-",
        "a walled garden with gravel paths",
        "birdsong and a small fountain",
    ),
    Place(
        "village- hamlet- 村",
        "a village with low roofs and a well",
        "hens, a well chain and quiet voices",
    ),
    Place(
        "city cities street- town- downtown urban avenue- 城",
        "a busy city between tall facades",
        "the murmur of a crowd and passing wheels",
    ),
    Place(
        "market- bazaar- trade trading stall-",
        "a covered market with full stalls",
        "market voices, footsteps and clinking coins",
    ),
    Place(
        "castle- fortress- fort walls siege-",
        "a castle above wide meadows",
        "banners in the wind and a heavy gate",
    ),
    Place(
        "palace- throne- court courts emperor- king- queen-",
        "a palace hall with tall columns",
        "steps in a marble hall and hushed voices",
        is_indoors=True,
    ),
    Place(
        "temple- church- cathedral- monaster- shrine- mosque- pray- 寺 庙",
        "the nave of an ancient temple",
        "a slow bell and a distant choir",
        is_indoors=True,
    ),
    Place(
        "ruin- excavat- archaeolog- ancient",
        "weathered ruins in a meadow",
        "wind through empty walls and a lizard on stone",
    ),
    Place(
        "library- archive- book- manuscript- page- letter- 书",
        "an archive with shelves up to the ceiling",
        "turning pages and a ticking clock",
        is_indoors=True,
    ),
    Place(
        "laborator- scien- experiment- research- microscope-",
        "a laboratory bench under bright lamps",
        "humming instruments and clinking glass",
        is_indoors=True,
    ),
    Place(
        "observator- astronom- telescope- star stars galax- 星",
        "an observatory dome and its telescope",
        "a turning dome and soft machinery",
        is_indoors=True,
    ),
    Place(
        "space orbit- planet- rocket- astronaut- moon satellite- 月",
        "a spacecraft in orbit above a planet",
        "a low hum, radio crackle and slow breathing",
        is_indoors=True,
    ),
    Place(
        "factor- workshop- machine- engine- forge- industr- steam",
        "a workshop with belts and iron wheels",
        "hammering, hissing steam and turning gears",
        is_indoors=True,
    ),
    Place(
        "school- university- class classroom- student- lesson-",
        "a classroom with rows of desks",
        "chalk on a board and shuffling feet",
        is_indoors=True,
    ),
    Place(
        "hospital- doctor- nurse- patient- disease- plague",
        "a hospital ward with white curtains",
        "soft steps and a quiet monitor",
        is_indoors=True,
    ),
    Place(
        "war wars battle- army armies soldier- trench-",
        "a battlefield in trampled meadows",
        "distant drums, shouts and thunder of guns",
    ),
    Place(
        "railway- train trains station- track tracks",
        "a railway station in the city",
        "a steam whistle and rolling wheels",
        is_indoors=True,
    ),
    Place(
        "road roads path paths journey- travel- march-",
        "a straight paved road to the horizon",
        "footsteps on gravel and a passing cart",
    ),
    Place(
        "cave caves tunnel- underground",
        "a cave lit by a single lamp",
        "dripping water and a long echo",
        is_indoors=True,
    ),
    Place(
        "island- lagoon- reef-", "a small island in a calm lagoon", "gentle surf and palm leaves"
    ),
    Place("lake- pond- 湖", "a still lake between firs", "water lapping softly and a loon"),
    Place(
        "ice glacier- arctic polar antarctic- iceberg- 冰",
        "a glacier and endless snow",
        "cracking ice and hollow wind",
    ),
    Place(
        "underwater diver- diving submarine- coral",
        "a blue underwater slope with corals",
        "muffled bubbles and a deep hum",
        is_indoors=True,
    ),
    Place(
        "house- home homes kitchen- room rooms fireplace-",
        "a room with a table by the window",
        "a crackling fire and a creaking floor",
        is_indoors=True,
    ),
    Place(
        "theatre- theater- stage concert- music- opera-",
        "an old theatre seen from the stage",
        "an orchestra tuning and a waiting hall",
        is_indoors=True,
    ),
)

TIMES = (
    Condition("dawn sunrise daybreak 晨", "in the first light of dawn", "waking birds"),
    Condition("morning- breakfast", "early in the morning"),
    Condition("noon midday", "at noon in bright light"),
    Condition("afternoon-", "in warm afternoon light"),
    Condition(
        "evening- sunset- dusk golden twilight 夕",
        "in the evening at sunset",
        "a last blackbird",
    ),
    Condition(
        "night- midnight dark darkness lamp lamps star stars moon 夜",
        "at night by moonlight",
        "crickets in the dark",
    ),
)

WEATHERS = (
    Condition("rain- wet flood- 雨", "in steady rain", "rain on leaves"),
    Condition(
        "storm- thunder- lightning hurricane- tempest-", "in a gathering storm", "rolling thunder"
    ),
    Condition("snow- winter- frost- cold freez- 雪", "in quiet snow", "a muffled winter wind"),
    Condition("fog- mist misty haze smoke- 雾", "in drifting fog", "a far foghorn"),
    Condition("wind winds windy breeze- gale- sail sails 风", "in a strong wind", "gusts of wind"),
    Condition("sun sunny summer- heat hot bright spring", "in fine weather"),
    Condition("cloud- grey gray autumn-", "on a grey day"),
)

LIGHTS = (
    "in warm lamplight",
    "in cool daylight",
    "in dim light",
    "in a single beam of light",
    "in soft even light",
)

FRAMINGS = (
    "wide establishing shot",
    "medium shot at eye level",
    "close view from the side",
    "view from a low angle",
    "view from above",
    "view through a foreground frame",
    "two-layer shot with a near silhouette",
)

# What moves when the narration speaks of it; else these take turns.
MOTIONS = (
    Condition(
        "rise- rose climb- grow- grew sky tower- up above build- built",
        "the camera tilts up slowly",
    ),
    Condition(
        "fall- fell sink- sank down below deep- descend- end ended", "the camera tilts down slowly"
    ),
    Condition("look- close closer face- hand hands eye eyes detail- small heart", "slow push in"),
    Condition(
        "world empire- land open horizon whole wide far beyond people",
        "slow pull back to a wide view",
    ),
    Condition(
        "river- road- journey- travel- march- sail- follow- train- ship-",
        "smooth pan right",
    ),
    Condition("return- back behind retreat- home past remember- years", "smooth pan left"),
    Condition("fly flew flight bird- wing- rocket-", "the camera drifts forward"),
    Condition(
        "silence quiet- wait- still slept sleep- calm", "nearly still frame, breathing gently"
    ),
)

MOVING = (
    "light shifts across the scene",
    "dust floats in the light",
    "clouds move slowly behind",
    "fabric and hair stir in the air",
    "shadows grow a little longer",
    "small figures move in the distance",
    "leaves tremble at the edge",
)

ACTIONS_HEARD = (
    Condition("walk- step- march- road- footstep-", "", "footsteps"),
    Condition("horse- rider- cavalry", "", "hoofbeats"),
    Condition("bell- church-", "", "a tolling bell"),
    Condition("fire- burn- flame- lamp-", "", "a crackling flame"),
    Condition("crowd- people talk- spoke market-", "", "murmuring voices"),
    Condition("door- gate-", "", "a heavy door"),
    Condition("clock- hour- minute-", "", "a ticking clock"),
    Condition("dig- dug build- built hammer- stone- work-", "", "tools on stone"),
    Condition("write- wrote page- letter- book-", "", "a pen on paper"),
    Condition("laugh- child- children play-", "", "children far off"),
)
