"""The form for an idea: a new video, and an existing one as far as it may still be changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django import forms

from tasks_app import access
from tasks_app.intake import Idea
from tasks_app.models import Channel, Priority, Task
from tasks_app.models.channel import ChannelState
from tasks_app.models.task import STORY_LIMIT, TITLE_LIMIT, TOPIC_LIMIT
from videogen.accounts.models import User
from videogen.lib.errors import DomainError

STORY_HELP = (
    "Free text, or a shot list: a Markdown table with a header (Clip, Narration, and where wanted "
    "Scene, Motion, Sound, Image), or a numbered list with one clip an item. A shot list is used "
    "as written."
)


def one_kind_of_line_end(text: str) -> str:
    """Browsers send CRLF; every other door stores LF."""
    return text.replace("\r\n", "\n")


class IdeaForm(forms.Form):
    """Limits are checked by `intake`, for every door alike; here they only guide the typing.

    Each field also carries what it was when the page was made, so that saving sends only what this
    person changed and nothing that somebody else changed meanwhile.
    """

    title = forms.CharField(
        show_hidden_initial=True,
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LIMIT}),
    )
    topic = forms.CharField(
        show_hidden_initial=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TOPIC_LIMIT}),
    )
    story_direction = forms.CharField(
        show_hidden_initial=True,
        required=False,
        help_text=STORY_HELP,
        widget=forms.Textarea(attrs={"rows": 9, "maxlength": STORY_LIMIT}),
    )
    channel = forms.ModelChoiceField(
        Channel.objects.none(), show_hidden_initial=True, empty_label=None
    )
    priority = forms.TypedChoiceField(
        choices=Priority.choices,
        coerce=lambda value: Priority(int(value)),
        show_hidden_initial=True,
        initial=Priority.NORMAL,
    )
    publish_at = forms.DateTimeField(
        show_hidden_initial=True,
        required=False,
        label="Publish at (UTC)",
        help_text="Empty: as soon as it is ready.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, data: Any = None, *, user: User, task: Task | None = None) -> None:
        initial = _initial(task) if task else {}
        super().__init__(data, initial=initial, label_suffix="")
        if task is None:
            self.fields["title"].widget.attrs["autofocus"] = True
        channels = access.visible_channels(user).exclude(state=ChannelState.REMOVED)
        if task is not None:
            # A removed channel stays chosen until the person picks another.
            channels = channels | access.visible_channels(user).filter(pk=task.channel_id)
        field = self.fields["channel"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = channels
        if task is not None and task.has_begun:
            for name in set(self.fields) - {"priority"}:
                del self.fields[name]

    def clean_topic(self) -> str:
        return one_kind_of_line_end(self.cleaned_data["topic"])

    def clean_story_direction(self) -> str:
        return one_kind_of_line_end(self.cleaned_data["story_direction"])

    def clean_publish_at(self) -> Any:
        at = self.cleaned_data["publish_at"]
        return at.astimezone(UTC) if at else None

    def idea(self) -> Idea:
        return Idea(**self.cleaned_data)

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def take_over(self, fault: DomainError) -> None:
        """Show a refusal at the fields it names, or above the form."""
        told = show_at_fields(self, fault.errors)
        if not told:
            self.add_error(None, fault.detail)


def show_at_fields(form: forms.Form, errors: Mapping[str, object]) -> bool:
    """Add each sentence to its field; whether there was any."""
    at_fields = {name: words for name, words in errors.items() if name in form.fields}
    for name, words in at_fields.items():
        form.add_error(
            name, [str(word) for word in words] if isinstance(words, list) else str(words)
        )
    return bool(at_fields)


def _initial(task: Task) -> dict[str, Any]:
    names = ("title", "topic", "story_direction", "channel", "priority", "publish_at")
    return {name: getattr(task, name) for name in names}
