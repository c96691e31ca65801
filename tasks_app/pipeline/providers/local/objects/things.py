"""Every thing there is, by name, with the words that mean it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tasks_app.pipeline.providers.local.drawing.pen import Pen
from tasks_app.pipeline.providers.local.objects import (
    belongings,
    equipment,
    heavens,
    household,
    instruments,
    nature,
    tools,
    treasures,
    vehicles,
)
from tasks_app.pipeline.providers.local.prompt_words import subject

Draw = Callable[[Pen, Random], None]

THINGS: dict[str, tuple[Draw, str]] = {
    "book": (
        household.book,
        "diary novel bible encyclopedia notebook journal buch libro livre книга 书 本 كتاب",
    ),
    "open_book": (household.open_book, "manuscript reading"),
    "lamp": (household.table_lamp, "lampe lámpara лампа"),
    "lantern": (
        household.lantern,
        "beacon torch lighthouse laterne linterna lanterne фонарь 灯",
    ),
    "candle": (household.candle, "wax kerze vela bougie свеча"),
    "clock": (
        household.clock,
        "time watch alarm timer hour minute uhr reloj horloge часы 时钟 時計 ساعة",
    ),
    "hourglass": (household.hourglass, "sand timer patience sanduhr"),
    "key": (household.key, "lock unlock password secret schlüssel llave clé ключ 钥匙 鍵"),
    "mug": (household.mug, "cup coffee tea cocoa drink kaffee tasse café taza чай 茶"),
    "bottle": (household.bottle, "potion wine rum medicine perfume flasche botella"),
    "vase": (household.vase, "pot pottery amphora urn jar ceramic porcelain vessel"),
    "chair": (household.chair, "seat throne stool furniture stuhl silla chaise"),
    "umbrella": (household.umbrella, "parasol rain regenschirm paraguas"),
    "bag": (household.bag, "backpack suitcase luggage purse satchel toolbox tasche bolsa"),
    "bread": (household.bread, "loaf bakery toast wheat food brot pan pain хлеб"),
    "cake": (household.cake, "dessert birthday pie kuchen pastel gâteau торт"),
    "hammer": (tools.hammer, "tool nail hammer mjolnir axe saw martillo"),
    "wrench": (tools.wrench, "spanner repair screwdriver machine"),
    "sword": (tools.sword, "blade dagger knife excalibur weapon schwert espada épée меч 剑"),
    "shield": (tools.shield, "defense protection security schild escudo"),
    "staff": (tools.staff, "wand sceptre scepter"),
    "cane": (tools.cane, "stick crutch walkingstick gehstock bastón canne"),
    "brush": (tools.brush, "paint paintbrush pinsel"),
    "magnifier": (instruments.magnifier, "magnifying lens clue evidence lupe"),
    "telescope": (instruments.telescope, "spyglass observatory binoculars teleskop"),
    "microscope": (instruments.microscope, "bacteria cell virus mikroskop"),
    "flask": (instruments.flask, "chemistry beaker experiment liquid potion elixir acid"),
    "gear": (instruments.gear, "cog machine mechanism engine motor robot clockwork zahnrad"),
    "compass": (instruments.compass, "direction navigation north kompass brújula"),
    "camera": (instruments.camera, "photo photograph video lens kamera cámara"),
    "computer": (
        instruments.computer,
        "laptop code software data screen internet keyboard chart rechner 电脑",
    ),
    "phone": (instruments.phone, "smartphone mobile app telephone radio handy teléfono"),
    "light_bulb": (
        instruments.light_bulb,
        "bulb idea electricity edison invention glühbirne bombilla",
    ),
    "scroll": (
        instruments.scroll,
        "parchment letter envelope message document contract brief carta",
    ),
    "map": (instruments.world_map, "treasure-map chart atlas route karte mapa carte карта 地图"),
    "guitar": (instruments.guitar, "music violin fiddle instrument song lute harp gitarre"),
    "bell": (instruments.bell, "alarm gong glocke campana cloche колокол"),
    "flag": (instruments.flag, "banner country nation pennant fahne bandera drapeau флаг 旗"),
    "magnet": (instruments.magnet, "magnetic magnetism"),
    "atom": (instruments.atom, "molecule nuclear quantum electron physics particle proton dna"),
    "hat": (belongings.hat, "cap turban hut sombrero chapeau шляпа 帽"),
    "helmet": (belongings.helmet, "armour armor knight helm casco casque"),
    "boot": (belongings.boot, "shoe sandal slipper schuh zapato chaussure ботинок 鞋"),
    "glasses": (belongings.glasses, "spectacles monocle goggles brille gafas lunettes очки"),
    "mask": (belongings.mask, "disguise puppet doll theater theatre maske máscara masque"),
    "mirror": (belongings.mirror, "reflection comb spiegel espejo miroir зеркало 镜"),
    "ring": (belongings.ring, "wedding anillo bague кольцо"),
    "quill": (belongings.quill, "feather pen inkwell ink pencil feder pluma plume перо 笔"),
    "rope": (belongings.rope, "cord string chain whip lasso seil cuerda corde верёвка"),
    "jug": (belongings.jug, "pitcher jar bowl flagon krug jarra cruche"),
    "teapot": (belongings.teapot, "kettle coffeepot teekanne tetera théière"),
    "basket": (belongings.basket, "hamper vegetables market korb cesta panier"),
    "newspaper": (
        belongings.newspaper,
        "telegram ticket stamp magazine leaflet poster zeitung газета",
    ),
    "painting": (belongings.painting, "picture portrait canvas gemälde cuadro tableau картина 画"),
    "statue": (belongings.statue, "sculpture bust marble figurine statuette статуя"),
    "table": (belongings.table, "desk plate dish tray tisch mesa стол"),
    "shell": (belongings.shell, "pearl seashell snail clam muschel concha"),
    "dice": (belongings.dice, "die game casino würfel dado"),
    "chess_piece": (
        belongings.chess_piece,
        "chess chessboard checkmate pawn schach ajedrez шахматы",
    ),
    "kite": (belongings.kite, "drachen cometa"),
    "anchor": (equipment.anchor, "anker ancla ancre якорь 锚"),
    "wheel": (equipment.wheel, "rudder tire rad rueda roue колесо 轮"),
    "cart": (equipment.cart, "wagon carriage coach chariot wheelbarrow saddle karren carro"),
    "bicycle": (equipment.bicycle, "bike cycle motorcycle fahrrad bicicleta vélo велосипед 自行车"),
    "cannon": (equipment.cannon, "gun pistol rifle musket bomb artillery kanone cañón"),
    "ladder": (equipment.ladder, "stairs leiter escalera échelle"),
    "shovel": (equipment.shovel, "spade oar paddle rake broom pick pickaxe schaufel pala"),
    "plough": (equipment.plough, "plow sickle scythe pflug arado"),
    "spear": (equipment.spear, "lance javelin trident harpoon speer lanza"),
    "bow": (equipment.bow, "arrow quiver crossbow archery bogen arco"),
    "drum": (equipment.drum, "trommel tambor tambour барабан 鼓"),
    "piano": (equipment.piano, "organ keyboard klavier пианино"),
    "milestone": (
        equipment.milestone,
        "stone rock gravestone cross monument brick stein камень 石",
    ),
    "battery": (equipment.battery, "accumulator charge electricity volt batterie pila"),
    "satellite": (equipment.satellite, "antenna sputnik probe station"),
    "bucket": (equipment.bucket, "pail barrel tub well eimer cubo"),
    "coin": (
        treasures.coin,
        "money gold silver dollar euro cash bank price münze moneda монета 硬币 钱",
    ),
    "chest": (treasures.chest, "treasure trunk hoard truhe cofre сундук 宝"),
    "crown": (treasures.crown, "king queen royal tiara krone corona couronne корона 王冠"),
    "gem": (treasures.gem, "diamond jewel ruby emerald sapphire amulet necklace edelstein joya"),
    "trophy": (treasures.trophy, "award prize medal winner cup goblet grail pokal trofeo"),
    "plant": (
        nature.potted_plant,
        "seed sprout leaf leaves fern herb pflanze planta plante растение 植物",
    ),
    "flower": (nature.flower, "rose tulip lily daisy blossom petal blume flor fleur цветок 花"),
    "tree": (nature.tree, "oak bonsai baum árbol arbre дерево 木"),
    "mushroom": (nature.mushroom, "fungus toadstool pilz seta champignon гриб"),
    "apple": (nature.apple, "fruit orange pear lemon tomato apfel manzana pomme яблоко"),
    "fire": (nature.fire, "campfire flame bonfire stove feuer fuego feu огонь 火"),
    "crystal": (nature.crystal, "ice quartz mineral kristall cristal"),
    "globe": (heavens.globe, "earth world map geography erde tierra terre земля 地球"),
    "planet": (heavens.planet, "saturn jupiter mars asteroid comet orbit"),
    "moon": (heavens.moon, "lunar crescent mond luna lune луна 月"),
    "sun": (heavens.sun, "solar sunshine sonne sol soleil солнце 太阳"),
    "star": (heavens.gold_star, "starlight stern estrella étoile звезда 星"),
    "heart": (treasures.heart, "love health herz corazón cœur сердце 心"),
    "egg": (nature.egg, "dragon-egg nest easter ei huevo œuf яйцо"),
    "bone": (nature.bone, "fossil skull dinosaur skeleton knochen"),
    "rocket": (
        vehicles.rocket,
        "spaceship spacecraft missile shuttle launch rakete cohete fusée ракета 火箭",
    ),
    "boat": (vehicles.boat, "ship sailboat sail raft canoe net boot barco bateau лодка 船"),
    "car": (vehicles.car, "automobile truck bus vehicle taxi auto coche voiture машина 车"),
    "train": (vehicles.train, "locomotive railway steam zug tren поезд 电车"),
    "balloon": (vehicles.balloon, "airship zeppelin ballon globo"),
    "plane": (
        vehicles.plane,
        "airplane aircraft aeroplane jet drone flugzeug avión parachute glider avion самолёт 飞机",
    ),
    "crate": (treasures.crate, "box package parcel cargo container kiste caja"),
    "orb": (treasures.orb, "crystal-ball sphere artifact relic magic spell bubble"),
}
WORDS = {name: words for name, (_, words) in THINGS.items()}
# Only ever held: they would look thin by themselves.
HELD_ONLY: dict[str, Draw] = {"fork": tools.fork}
# Things that suit any story, for prompts that name none.
ANYTHING = (
    "book lantern clock key mug chest scroll map compass crate vase plant orb gem hourglass globe "
    "bag candle crystal telescope light_bulb quill painting basket jug wheel bell mirror teapot"
)


def draw_thing(pen: Pen, name: str, rng: Random) -> None:
    """The thing of this name."""
    draw = HELD_ONLY[name] if name in HELD_ONLY else THINGS[name][0]
    draw(pen, rng)


def thing_named(prompt: str, rng: Random) -> str:
    """The thing a prompt means, or one that suits any story."""
    return subject(prompt, WORDS) or rng.choice(ANYTHING.split())
