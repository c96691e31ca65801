from __future__ import annotations

import pytest

from videogen.lib.ranges import RangeNotSatisfiable, Span, asked_span


@pytest.mark.parametrize(
    ("header", "span"),
    [
        pytest.param("bytes=0-", Span(0, 10), id="from-the-beginning"),
        pytest.param("bytes=0-0", Span(0, 1), id="first-byte"),
        pytest.param("bytes=2-4", Span(2, 3), id="middle"),
        pytest.param("bytes=9-9", Span(9, 1), id="last-byte"),
        pytest.param("bytes=4-99", Span(4, 6), id="end-behind-the-file"),
        pytest.param("bytes=-3", Span(7, 3), id="last-three"),
        pytest.param("bytes=-99", Span(0, 10), id="more-than-all"),
        pytest.param("bytes= 2 - 4", Span(2, 3), id="spaces"),
        pytest.param("", None, id="none"),
        pytest.param("bytes=-", None, id="empty"),
        pytest.param("bytes=4-2", None, id="backwards"),
        pytest.param("bytes=0-1,3-4", None, id="several"),
        pytest.param("items=0-1", None, id="other-unit"),
        pytest.param("bytes=a-b", None, id="letters"),
        pytest.param("bytes=²-", None, id="other-digits"),
        pytest.param(f"bytes={'9' * 30}-", None, id="too-many-digits"),
    ],
)
def test_the_stretch_that_is_asked_for(header: str, span: Span | None) -> None:
    assert asked_span(header, 10) == span


@pytest.mark.parametrize(
    ("header", "size"),
    [
        pytest.param("bytes=10-", 10, id="behind-the-end"),
        pytest.param("bytes=10-20", 10, id="wholly-behind"),
        pytest.param("bytes=-0", 10, id="last-none"),
        pytest.param("bytes=0-", 0, id="empty-file"),
    ],
)
def test_a_stretch_that_is_not_there(header: str, size: int) -> None:
    with pytest.raises(RangeNotSatisfiable):
        asked_span(header, size)
