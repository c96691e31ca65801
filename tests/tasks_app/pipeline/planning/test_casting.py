from __future__ import annotations

from itertools import pairwise

from tasks_app.pipeline.planning.casting import Cast, cast
from tasks_app.pipeline.shot_list import Shot, ShotList


def shot(index: int, narration: str = "Nothing in particular.", scene: str = "Here") -> Shot:
    return Shot(index, narration, scene, motion="still", sound="wind", image="picture")


def shot_list(*clips: Shot, characters: int = 7, environments: int = 9, props: int = 6) -> ShotList:
    return ShotList(
        clips=clips,
        characters=tuple(f"person {'abcdefghi'[at]}{at}; full figure" for at in range(characters)),
        environments=tuple(
            f"place {'abcdefghi'[at]}{at}; background" for at in range(environments)
        ),
        props=tuple(f"thing {'abcdefghi'[at]}{at}; object" for at in range(props)),
        given=False,
    )


def test_what_the_shot_speaks_of_comes_first() -> None:
    plan = ShotList(
        clips=(shot(1, "The keeper lights the lantern.", "A pier at dawn"),),
        characters=("a queen, calm; full figure", "a keeper, calm; full figure"),
        environments=("a forest, at dawn; background", "a stone pier, at noon; background"),
        props=("a map; object", "a lantern; object"),
        given=False,
    )

    assert cast(plan, 1) == Cast(environment=2, characters=(2,), props=(2,))


def test_words_that_all_prompts_share_tell_nothing() -> None:
    plan = ShotList(
        clips=(shot(1, "A paper boat."), shot(2, "A paper hat.")),
        characters=("a paper king", "a paper queen"),
        environments=("a paper sea", "a paper hill"),
        props=(),
        given=True,
    )

    assert [cast(plan, index).characters for index in (1, 2)] == [(1, 2), (2,)]
    assert [cast(plan, index).environment for index in (1, 2)] == [1, 2]


def test_everybody_has_a_turn_when_nobody_is_named() -> None:
    plan = shot_list(*(shot(index) for index in range(1, 19)))

    casts = [cast(plan, index) for index in range(1, 19)]

    assert {one.environment for one in casts} == set(range(1, 10))
    assert {who for one in casts for who in one.characters} == set(range(1, 8))
    assert {what for one in casts for what in one.props} == set(range(1, 7))
    assert len({(one.characters, one.props) for one in casts}) > 12


def test_neighbouring_clips_differ() -> None:
    plan = shot_list(*(shot(index) for index in range(1, 19)))

    places = [cast(plan, index).environment for index in range(1, 19)]

    assert all(before != after for before, after in pairwise(places))


def test_video_without_characters_and_props_is_cast() -> None:
    plan = shot_list(shot(1), characters=0, environments=1, props=0)

    assert cast(plan, 1) == Cast(environment=1, characters=(), props=())
