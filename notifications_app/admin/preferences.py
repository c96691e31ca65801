"""Where people choose what they are told: kinds and channels, each on until it is ticked off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from notifications_app.models import NotificationKind, Preference
from tasks_app import access
from videogen.accounts.models import User

KINDS = [
    (kind.value, kind.label) for kind in NotificationKind if kind is not NotificationKind.FOLDED
]


class PreferenceForm(forms.Form):
    """Ticked is told. Channels the person does not see at the moment stay as they were."""

    kinds = forms.MultipleChoiceField(
        choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple, label="Tell me of"
    )
    channels = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="In these channels"
    )

    def __init__(self, user: User, data: Any = None) -> None:
        self._user = user
        self._kept = Preference.objects.filter(user=user).first() or Preference(user=user)
        channels = [(each.pk, str(each)) for each in access.visible_channels(user)]
        told = [kind for kind, _label in KINDS if kind not in self._kept.muted_kinds]
        heard = [pk for pk, _name in channels if pk not in self._kept.muted_channels]
        super().__init__(data, initial={"kinds": told, "channels": heard})
        field = self.fields["channels"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = channels
        self._shown: Sequence[str] = [pk for pk, _name in channels]

    def save(self) -> None:
        chosen = self.cleaned_data
        elsewhere = [pk for pk in self._kept.muted_channels if pk not in self._shown]
        Preference.objects.update_or_create(
            user=self._user,
            defaults={
                "muted_kinds": [kind for kind, _ in KINDS if kind not in chosen["kinds"]],
                "muted_channels": [
                    *elsewhere,
                    *(pk for pk in self._shown if pk not in chosen["channels"]),
                ],
            },
        )
