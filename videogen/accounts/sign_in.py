"""Signing in to the admin: as many tries a minute as by REST, counted together."""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from videogen.lib.origin import address_of
from videogen.lib.throttles import CannotCount, PerAddress

log = structlog.get_logger(__name__)


class SignInForm(AdminAuthenticationForm):
    def clean(self) -> dict[str, Any]:
        """Count the try before the password is looked at, so that guessing is slow."""
        assert self.request is not None  # noqa: S101 - the view gives it
        address = address_of(self.request)
        throttle = PerAddress()
        try:
            may_try = throttle.may_pass(address)
        except CannotCount as fault:
            raise ValidationError(str(fault.detail)) from fault
        if not may_try:
            log.warning("sign_in_throttled", address=address)
            seconds = round(throttle.wait()) + 1
            raise ValidationError(f"Too many tries from your address. Wait {seconds} s.")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            log.warning("sign_in_refused", address=address)
            raise
        # Without a name or a password nobody was looked for; the fields say what is missing.
        if person := self.get_user():
            log.info("signed_in", user=str(person.pk), address=address)
        return cleaned
