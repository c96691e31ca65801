"""The places there are, the words that mean them, and a whole environment from a prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tasks_app.pipeline.providers.local.drawing.canvas import Canvas
from tasks_app.pipeline.providers.local.drawing.chance import chance
from tasks_app.pipeline.providers.local.prompt_words import matches, pick
from tasks_app.pipeline.providers.local.scenery import (
    beyond,
    desert,
    interiors,
    land,
    seabed,
    towns,
    waters,
    woods,
    workplaces,
)
from tasks_app.pipeline.providers.local.scenery.landmarks import LANDMARKS
from tasks_app.pipeline.providers.local.scenery.light import light_at, light_for, names_an_hour
from tasks_app.pipeline.providers.local.scenery.scene import SCENE_HEIGHT, Scene
from tasks_app.pipeline.providers.local.scenery.sky import paint_sky, sky_picture
from tasks_app.pipeline.providers.local.scenery.weather import paint_weather

GRAIN = 2.2


@dataclass(frozen=True, slots=True)
class Place:
    """How a kind of place is painted and which words mean it; `hour` is its usual light."""

    paint: Callable[[Scene], None]
    words: str
    horizon: tuple[float, float] = (0.46, 0.58)
    has_sky: bool = True
    hour: str = ""


PLACES: dict[str, Place] = {
    "meadow": Place(
        land.meadow,
        "hill hills grass grassland countryside pasture garden park valley nature wiese prado pré "
        "луг 草原 野 spring",
    ),
    "mountains": Place(
        land.mountains,
        "mountain peak summit alps himalaya alpine lake berg montaña montagne гора 山 湖 جبل",
        (0.52, 0.6),
    ),
    "road": Place(
        land.road,
        "highway path trail route journey horizon straße camino chemin дорога 路 طريق",
    ),
    "river": Place(
        waters.river,
        "stream creek canal delta bridge aqueduct waterfall fluss río fleuve река 河 江 桥 نهر",
        (0.46, 0.54),
    ),
    "desert": Place(
        desert.desert,
        "dune sand sandy sahara oasis canyon western cactus egypt egyptian pyramid wüste desierto "
        "пустыня 沙漠 صحراء",
    ),
    "snowfield": Place(
        land.snowfield,
        (
            "snow arctic antarctic polar ice glacier tundra frozen winter schnee nieve "
            "neige снег 雪 冰"
        ),
    ),
    "fields": Place(
        land.fields,
        "field farm farmland farmer crop wheat harvest barn rural plantation acker campo 田",
    ),
    "forest": Place(
        woods.forest,
        "wood woods woodland grove pine tree trees redwood wald bosque selva forêt лес 森 林 غابة",
    ),
    "jungle": Place(
        woods.jungle, "rainforest tropical amazon swamp dinosaur prehistoric 丛林", hour="dawn"
    ),
    "coast": Place(
        waters.coast,
        "beach shore seaside bay cliff lighthouse tropical strand playa plage пляж 海岸 浜 شاطئ",
        (0.5, 0.58),
    ),
    "ocean": Place(
        waters.ocean,
        (
            "sea waves wave ship sail sailing sailor boat pirate voyage marine meer mar "
            "mer море 海 洋 بحر"
        ),
        (0.46, 0.56),
    ),
    "island": Place(
        waters.island, "isle atoll lagoon archipelago insel isla île остров 島 岛", (0.48, 0.55)
    ),
    "harbor": Place(
        waters.harbor, "harbour port dock pier quay wharf fishing hafen puerto 港", (0.5, 0.56)
    ),
    "underwater": Place(
        seabed.underwater,
        "reef coral undersea seabed submarine fish whale dolphin octopus diver aquarium 海底",
        has_sky=False,
        hour="day",
    ),
    "city": Place(
        towns.city,
        "skyline downtown metropolis urban skyscraper tower towers building buildings business "
        "office company factory industry modern stadt ciudad ville город 城市 都市 مدينة",
    ),
    "village": Place(
        towns.village, "town hamlet cottage cottages rooftops medieval dorf pueblo деревня 村"
    ),
    "street": Place(
        towns.street,
        (
            "avenue market marketplace shop shops store cafe café restaurant bakery alley "
            "square railway station road bazaar straße calle rue улица 街 سوق"
        ),
    ),
    "space": Place(
        beyond.space,
        (
            "galaxy cosmos cosmic universe star stars planet planets orbit astronaut moon "
            "asteroid comet nebula spacecraft spaceship weltraum espacio espace космос "
            "宇宙 太空 فضاء"
        ),
        has_sky=False,
        hour="night",
    ),
    "red_planet": Place(
        beyond.red_planet,
        "mars martian alien extraterrestrial colony rover lunar 火星",
        hour="ember",
    ),
    "cave": Place(
        beyond.cave,
        "cavern grotto underground mine tunnel crystal dungeon höhle cueva grotte пещера 洞",
        has_sky=False,
        hour="dusk",
    ),
    "above_clouds": Place(
        beyond.above_clouds,
        "cloud clouds sky heaven flying flight airship bird balloon himmel cielo небо 空 云",
        (0.6, 0.7),
    ),
    "living_room": Place(
        interiors.living_room,
        "room bedroom indoor indoors interior home apartment inside living sofa house zimmer sala "
        "chambre комната 部屋 房间 غرفة",
        has_sky=False,
    ),
    "library": Place(
        interiors.library,
        "book books bookshelf archive study museum university scholar history reading bibliothek "
        "biblioteca библиотека 図書館 书",
        has_sky=False,
    ),
    "laboratory": Place(
        workplaces.laboratory,
        "lab science scientist experiment chemistry physics research hospital medicine "
        "computer technology data labor laboratorio лаборатория 実験",
        has_sky=False,
        hour="day",
    ),
    "workshop": Place(
        workplaces.workshop,
        "forge smithy garage engine machine invention tools werkstatt taller atelier мастерская",
        has_sky=False,
    ),
    "observatory": Place(
        workplaces.observatory,
        "planetarium astronomer astronomy telescope sternwarte observatorio обсерватория",
        has_sky=False,
        hour="night",
    ),
    "classroom": Place(
        workplaces.classroom,
        (
            "school class lesson teacher student lecture math mathematics meeting schule "
            "escuela école школа 学校"
        ),
        has_sky=False,
        hour="day",
    ),
    "kitchen": Place(
        interiors.kitchen,
        "cook cooking chef recipe food bake küche cocina cuisine кухня 台所 料理",
        has_sky=False,
    ),
    "hall": Place(
        interiors.hall,
        "throne palace church cathedral court king queen ceremony temple stage theater theatre "
        "ballroom saal",
        has_sky=False,
    ),
}
WORDS = {name: place.words for name, place in PLACES.items()}
LANDMARK_WORDS = {name: words for name, (_, words) in LANDMARKS.items()}
# A prompt that names no place gets one of these: they suit any story.
ANY_PLACE = (
    "meadow mountains coast city village forest street desert harbor fields "
    "library living_room island river workshop"
)
# And these suit a landmark that is named without one.
COUNTRY_PLACE = "meadow mountains fields coast"
# Places whose middle distance has room for a landmark.
OPEN_COUNTRY = frozenset(
    {
        "meadow",
        "mountains",
        "desert",
        "snowfield",
        "fields",
        "coast",
        "island",
        "village",
        "road",
        "harbor",
        "jungle",
        "red_planet",
    }
)

# Where fireflies live.
WILD = frozenset({"meadow", "forest", "jungle", "fields", "village"})


def paint_environment(prompt: str, *, seed: int, width: int, height: int) -> Image.Image:
    """An opaque picture of the place a prompt names, in the light and weather it names."""
    rng = chance("environment", prompt, seed)
    anywhere = COUNTRY_PLACE if matches(prompt, LANDMARK_WORDS) else ANY_PLACE
    name = pick(rng, prompt, WORDS, otherwise=anywhere)
    place = PLACES[name]
    light = (
        light_at(rng, place.hour)
        if place.hour and not names_an_hour(prompt)
        else light_for(rng, prompt)
    )
    horizon = SCENE_HEIGHT * rng.uniform(*place.horizon)
    canvas = Canvas(width, height, units_high=SCENE_HEIGHT, background=light.haze)
    scene = Scene(canvas=canvas, light=light, rng=rng, prompt=prompt, horizon=horizon)
    if place.has_sky:
        canvas.place(sky_picture((width, height), light, horizon=horizon / SCENE_HEIGHT))
        paint_sky(scene)
    place.paint(scene)
    if name in OPEN_COUNTRY:
        paint_landmark(scene)
    if place.has_sky:
        paint_weather(scene, wild=name in WILD)
    canvas.vignette(0.34)
    return canvas.picture(grain=GRAIN)


def paint_landmark(scene: Scene) -> None:
    """The building or mountain a prompt names, in the middle distance."""
    named = matches(scene.prompt, LANDMARK_WORDS)
    if not named:
        return
    draw, _ = LANDMARKS[named[0]]
    x = scene.across(scene.rng.choice((scene.rng.uniform(0.1, 0.25), scene.rng.uniform(0.75, 0.9))))
    foot = scene.height * 0.8
    scene.canvas.shadow(x, foot + 4, 200, 14, strength=0.25)
    draw(scene, x, foot + 6, scene.height * scene.rng.uniform(0.42, 0.55), distance=0.12)
