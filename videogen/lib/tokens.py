"""Signing in for programs: a JSON Web Token for a name and password, and a fresh one later.

The answers hold credentials, so they are never kept for an `Idempotency-Key`.
"""

from __future__ import annotations

from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from videogen.lib.throttles import PerAddress


class SignIn(TokenObtainPairView):
    """An access token for 30 minutes and a refresh token for 7 days."""

    throttle_classes = [PerAddress]


class Refresh(TokenRefreshView):
    """A new access token for a refresh token."""

    throttle_classes = [PerAddress]
