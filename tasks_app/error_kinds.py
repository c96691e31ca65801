"""The four kinds of error a task can carry (docs/workflow.md)."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    INVALID_INPUT = "invalid_input"
    API_FAILURE = "api_failure"
    RETRIABLE = "retriable"
    MANUAL_REVIEW = "manual_review"
