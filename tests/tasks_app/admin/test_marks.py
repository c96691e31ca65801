from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tasks_app.admin import marks
from tasks_app.models import Channel, Task
from tasks_app.statuses import Phase, Status, Step


@pytest.mark.parametrize(
    ("span", "words"),
    [
        pytest.param(timedelta(seconds=-5), "<1 min", id="clocks-differ"),
        pytest.param(timedelta(seconds=59), "<1 min", id="seconds"),
        pytest.param(timedelta(minutes=1), "1 min", id="minute"),
        pytest.param(timedelta(minutes=125), "2 h 5 min", id="hours"),
        pytest.param(timedelta(days=1, hours=3), "1 d 3 h", id="days"),
        pytest.param(timedelta(days=2), "2 d", id="whole-days"),
        pytest.param(timedelta(days=40, hours=3), "40 d", id="weeks"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert marks.span_words(span) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        pytest.param("0", "$0.00", id="nothing"),
        pytest.param("0.0390", "$0.039", id="part-of-a-cent"),
        pytest.param("0.7000", "$0.70", id="cents"),
        pytest.param("1234.5", "$1,234.50", id="thousands"),
    ],
)
def test_dollars_keep_parts_of_a_cent_only_where_they_matter(amount: str, words: str) -> None:
    assert marks.dollars(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        pytest.param(999, "999 B", id="bytes"),
        pytest.param(1_500, "1.5 kB", id="small"),
        pytest.param(52_000, "52 kB", id="kilobytes"),
        pytest.param(4_000_000, "4.0 MB", id="megabytes"),
        pytest.param(2_100_000_000, "2.1 GB", id="gigabytes"),
    ],
)
def test_sizes_are_readable(size: int, words: str) -> None:
    assert marks.file_size(size) == words


@pytest.mark.parametrize(
    ("status", "columns", "tone"),
    [
        pytest.param(Status.GENERATING_VIDEO, {}, "run", id="running"),
        pytest.param(Status.VIDEO_READY, {}, "gate", id="gate"),
        pytest.param(Status.VIDEO_ERROR, {}, "error", id="error"),
        pytest.param(Status.VIDEO_ERROR, {"rejected": True}, "error", id="rejected"),
        pytest.param(Status.DRAFT, {}, "idle", id="idle"),
        pytest.param(Status.PUBLISHED, {}, "done", id="done"),
    ],
)
def test_a_chip_is_coloured_by_phase(status: Status, columns: dict[str, bool], tone: str) -> None:
    chip = marks.status_chip(Task(status=status, **columns))

    assert f"mark-{tone}" in chip
    assert status.label in chip


def test_every_phase_has_a_tone() -> None:
    assert set(marks.TONES) == set(Phase)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        pytest.param(Step.ASSETS, "image 3 of 22", id="assets"),
        pytest.param(Step.AUDIO, "narration 3 of 22", id="audio"),
    ],
)
def test_progress_names_what_is_counted(step: Step, words: str) -> None:
    task = Task(status=Status.GENERATING_ASSETS, next_step=step, progress_done=3, progress_total=22)

    bar = marks.progress_bar(task)

    assert words in bar
    assert '<progress value="3" max="22"' in bar


def test_a_step_with_nothing_to_make_has_a_bar_that_ends() -> None:
    task = Task(status=Status.GENERATING_ASSETS, progress_done=0, progress_total=0)

    assert 'max="1"' in marks.progress_bar(task)


def test_a_channel_is_told_apart_by_emoji_and_colour() -> None:
    mark = marks.channel_mark(Channel(pk="foxes", name="<Foxes>", emoji="🦊", color="#e8590c"))

    assert "🦊" in mark
    assert 'fill="#e8590c"' in mark
    assert "&lt;Foxes&gt;" in mark


def test_an_exact_moment_names_the_day_and_the_zone() -> None:
    moment = datetime(2026, 11, 21, 9, 5, 7, tzinfo=UTC)

    assert marks.exact(moment) == "21 Nov 2026, 09:05:07 UTC"
