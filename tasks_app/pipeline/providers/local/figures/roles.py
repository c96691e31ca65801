"""Who a person is: trades, ages and hair that a prompt can name, and what they bring. Data."""

from __future__ import annotations

from dataclasses import dataclass

HAIR_COLORS = ("2b211f", "4a2f24", "7a4a2c", "b5793f", "e0b565", "8f3b22", "3a3f55")
GREY_HAIR = ("b9b6b5", "d8d5d0", "efece6")
SKINS = ("f6d3b8", "eebd97", "dca276", "c48658", "a56a42", "7f4d31", "5c3826")
SHORT_HAIR = "short side buzz curly spiky wavy short side"
LONG_HAIR = "bob long ponytail bun braids curly wavy long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A trade: the words for it, and lists (by spaces) of what may be worn and held; - is none."""

    words: str
    outfits: str
    hats: str = "-"
    items: str = "-"
    colors: str = ""
    extras: str = ""


ROLES: dict[str, Role] = {
    "scientist": Role(
        words=(
            "researcher professor chemist physicist biologist inventor engineer einstein "
            "newton astronomer curie darwin wissenschaftler científico scientifique "
            "учёный 科学家"
        ),
        outfits="lab_coat",
        items="flask book -",
        extras="glasses",
    ),
    "doctor": Role(
        words="nurse surgeon physician medic medical patient arzt médico médecin врач 医生",
        outfits="lab_coat",
        items="scroll -",
        colors="7fc4c9",
    ),
    "astronaut": Role(
        words="cosmonaut spaceman space nasa apollo diver weltraum astronauta космонавт 宇航员",
        outfits="spacesuit",
        hats="space_helmet",
        items="- flag",
        colors="eef1f4",
    ),
    "wizard": Role(
        words="witch mage sorcerer magician magic merlin warlock alchemist zauberer mago sorcier",
        outfits="robe",
        hats="wizard_hat",
        items="staff",
        colors="5a4fa3 3f6fa8 7a3f8f 2f6f68",
        extras="beard",
    ),
    "knight": Role(
        words="warrior paladin crusader gladiator ritter caballero chevalier рыцарь 骑士",
        outfits="armor",
        hats="knight_helmet -",
        items="sword",
        extras="cape",
    ),
    "king": Role(
        words=(
            "emperor pharaoh caesar sultan lord ruler prince pope god könig rey roi король 王 ملك"
        ),
        outfits="robe tunic",
        hats="crown",
        items="staff -",
        colors="a83a48 5a3f93 2f5f9a",
        extras="cape beard",
    ),
    "queen": Role(
        words=(
            "empress princess fairy goddess cleopatra duchess lady königin reina reine "
            "королева 女王 ملكة"
        ),
        outfits="dress",
        hats="crown",
        items="- flower",
        colors="c95a8a 7a5ac0 e0a24a 4a9ab0",
        extras="woman",
    ),
    "pirate": Role(
        words="corsair buccaneer privateer treasure pirat пират 海盗",
        outfits="jacket",
        hats="tricorn bandana",
        items="sword scroll",
        extras="eyepatch beard",
    ),
    "sailor": Role(
        words=(
            "captain keeper watchman fisherman fisher seaman navigator columbus admiral "
            "ship lighthouse kapitän marinero capitán marin капитан 船长"
        ),
        outfits="uniform raincoat",
        hats="captain_cap",
        items="lantern - compass",
        colors="2f4a73 e0b23a 3f5f7f",
        extras="beard",
    ),
    "chef": Role(
        words="cook baker kitchen food koch cocinero повар 厨师",
        outfits="apron",
        hats="chef_hat",
        items="- mug",
        colors="f2f2ee",
    ),
    "farmer": Role(
        words="gardener rancher peasant villager shepherd farm bauer granjero фермер 农民",
        outfits="overalls",
        hats="straw_hat",
        items="fork flower -",
    ),
    "explorer": Role(
        words=(
            "adventurer traveler traveller hiker archaeologist nomad hunter messenger "
            "hero wanderer pioneer abenteurer aventurero explorateur путешественник "
            "探险家"
        ),
        outfits="tunic jacket",
        hats="ranger_hat -",
        items="cane lantern scroll",
        extras="backpack",
    ),
    "detective": Role(
        words="spy investigator sherlock inspector agent thief detektiv",
        outfits="coat",
        hats="bowler ranger_hat",
        items="magnifier",
        colors="a88a63 6f6a75",
    ),
    "teacher": Role(
        words=(
            "student scholar librarian writer author poet philosopher historian scribe "
            "storyteller lehrer maestro étudiant учитель 老师"
        ),
        outfits="sweater suit",
        items="book",
        extras="glasses",
    ),
    "soldier": Role(
        words=(
            "general officer army guard police policeman commander napoleon soldat soldado солдат"
        ),
        outfits="uniform",
        hats="captain_cap -",
        items="-",
        colors="5f6f4a 3f4f73 7a4a3f",
    ),
    "artist": Role(
        words=(
            "painter sculptor leonardo picasso vincent art künstler artista artiste художник 画家"
        ),
        outfits="apron sweater",
        hats="beret",
        items="brush",
    ),
    "musician": Role(
        words="singer guitarist composer mozart beethoven band music musiker músico musicien",
        outfits="jacket suit",
        items="guitar",
        hats="- cap",
    ),
    "monk": Role(
        words="priest nun minister bishop saint buddha pilgrim prophet hermit mönch monje moine",
        outfits="robe",
        hats="hood -",
        items="cane book -",
        colors="8a6a45 c98a3a 6f5a4a",
    ),
    "viking": Role(
        words="norse thor odin barbarian wikinger vikingo",
        outfits="tunic",
        hats="viking_helmet",
        items="sword",
        extras="beard cape",
    ),
    "builder": Role(
        words=(
            "worker miner mechanic blacksmith smith mason architect surveyor craftsman "
            "carpenter construction technician plumber arbeiter obrero рабочий"
        ),
        outfits="overalls",
        hats="hard_hat",
        items="hammer wrench",
    ),
    "manager": Role(
        words=(
            "business clerk servant driver senator judge actor businessman businesswoman "
            "boss lawyer president politician ceo investor entrepreneur chef_d"
        ),
        outfits="suit",
        items="- book mug",
    ),
    "athlete": Role(
        words="runner player footballer boxer dancer champion sport sportler atleta",
        outfits="sport",
        hats="headband cap -",
        items="-",
    ),
    "pilot": Role(
        words="aviator airman flight earhart wright",
        outfits="jacket",
        hats="aviator_cap",
        items="-",
        extras="scarf",
    ),
    "reporter": Role(
        words="photographer journalist filmmaker press",
        outfits="jacket coat raincoat",
        hats="- cap beret",
        items="camera",
    ),
    "merchant": Role(
        words="trader seller shopkeeper banker tailor händler mercader marchand купец 商人",
        outfits="robe tunic",
        hats="beret - bandana",
        items="coin scroll vase",
        colors="a8483f 3f7f8f c98a3a 6f4f93",
    ),
    "ninja": Role(
        words="samurai assassin shinobi 忍者 侍",
        outfits="tunic",
        hats="hood headband",
        items="sword",
        colors="2f3447 6f2f3a",
    ),
}
# A character nobody described: any of these, in everyday or storybook clothes.
ANYBODY = Role(
    words="",
    outfits="sweater jacket coat dress tunic overalls suit sport raincoat",
    hats="- - - cap beret ranger_hat - straw_hat",
    items="- - - book lantern mug flower scroll - -",
)
PEOPLE = {
    "woman": (
        "girl lady she her widow mother mom daughter sister aunt female heroine queen "
        "princess witch frau mujer femme женщина 女 امرأة grandmother grandma wife "
        "marie"
    ),
    "man": "boy he his him father dad son brother uncle male king grandfather grandpa husband mann "
    "hombre homme мужчина 男 رجل",
}
AGES = {
    "child": "kid kids children boy girl young little student kind niño enfant ребёнок 孩子 طفل",
    "old": (
        "elder elderly aged grandfather grandmother grandpa grandma wise ancient "
        "senior merlin alt viejo vieux старый 老"
    ),
}
HAIRS = {
    "bald": "hairless",
    "curly": "curls afro",
    "long": "long-haired",
    "braids": "braid pigtails",
    "bun": "topknot",
    "ponytail": "",
    "spiky": "punk spikes",
    "bob": "",
}
EXTRAS = {
    "glasses": "spectacles goggles nerdy brille gafas lunettes",
    "beard": "bearded mustache moustache bart barba barbe",
    "scarf": "winter schal bufanda",
    "cape": "cloak superhero hero",
    "backpack": "rucksack hiker",
    "eyepatch": "",
}
