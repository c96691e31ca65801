"""Channels in the admin: as their files say, plus who reviews them and their secrets.

The row itself is written by `channels.sync` alone; a secret is typed in and never shown again.
"""

from __future__ import annotations

from typing import Any

import yaml
from django import forms
from django.contrib import admin
from django.db.models import Count, ManyToManyField, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tasks_app import access, access_changes, costs, secrets
from tasks_app.admin import marks
from tasks_app.admin.acts import actor
from tasks_app.admin.generic import ModelAdmin, ModelForm, TabularInline
from tasks_app.channels import config_of
from tasks_app.models import Channel, ChannelSecret
from tasks_app.statuses import RUNNING
from videogen.accounts.models import User
from videogen.accounts.roles import Role, has_role
from videogen.lib.errors import InvalidInput


class _FileDumper(yaml.SafeDumper):
    """Writes text of several lines as people write it, in a block."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_FileDumper.add_representer(str, _FileDumper.represent_text)


class SecretForm(ModelForm[ChannelSecret]):
    """A name and a new value. The stored value is in no page; an empty field leaves it alone."""

    value = forms.CharField(
        required=False,
        strip=False,
        label="New value",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = ChannelSecret
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        if self.instance.pk:
            self.fields["name"].disabled = True
            self.fields["value"].widget.attrs["placeholder"] = "unchanged"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_changed() and "name" in cleaned:
            try:
                secrets.refuse_unusable(cleaned["name"], cleaned.get("value", ""))
            except InvalidInput as fault:
                for field, sentences in fault.errors.items():
                    self.add_error(field, list(map(str, sentences)))  # type: ignore[call-overload]  # a list of sentences
        return cleaned


class SecretInline(TabularInline[ChannelSecret, Channel]):
    model = ChannelSecret
    form = SecretForm
    fields = ("name", "value", "changed")
    readonly_fields = ("changed",)
    extra = 1
    verbose_name = "secret"
    verbose_name_plural = "secrets (encrypted, never shown again)"

    @admin.display(description="Changed")
    def changed(self, secret: ChannelSecret) -> SafeString:
        return marks.age(secret.updated_at)


@admin.register(Channel)
class ChannelAdmin(ModelAdmin[Channel]):
    list_display = ("mark", "state_chip", "id", "running", "waiting", "max_concurrent", "reason")
    list_filter = ("state",)
    search_fields = ("id", "name")
    search_help_text = "Search name and id"
    ordering = ("name", "id")
    actions = None
    inlines = (SecretInline,)
    fieldsets = (
        (None, {"fields": ("mark", "id", "state_chip", "reason", "max_concurrent", "spent_today")}),
        ("Who reviews it", {"fields": ("reviewers",)}),
        ("Configuration", {"fields": ("configuration",)}),
    )
    readonly_fields = (
        "mark",
        "id",
        "state_chip",
        "reason",
        "max_concurrent",
        "spent_today",
        "configuration",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Channel]:
        return access.visible_channels(request.user).annotate(
            running_count=Count("tasks", filter=Q(tasks__status__in=RUNNING)),
            waiting_count=Count("tasks", filter=Q(tasks__status="queued")),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Channel | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Channel | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return has_role(request.user, Role.ADMINISTRATOR)

    def formfield_for_manytomany(
        self,
        db_field: ManyToManyField[Any, Any],
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        kwargs["queryset"] = User.objects.filter(is_active=True).order_by("username")
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return db_field.formfield(**kwargs)

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 - Django's signature
        **kwargs: Any,
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "reviewers" in form.base_fields:
            # People are made on their own page.
            form.base_fields["reviewers"].widget.can_add_related = False
        return form

    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Nothing: the columns come from the file, and an old copy must not be written back."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        before = list(form.instance.reviewers.values_list("pk", flat=True))
        super().save_related(request, form, formsets, change)
        access_changes.tell_reviewers(form.instance, before=before, actor=actor(request))

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,
        formset: BaseInlineFormSet[ChannelSecret, Channel, SecretForm],
        change: bool,  # noqa: ARG002, FBT001 - Django's signature
    ) -> None:
        formset.save(commit=False)
        for gone in formset.deleted_objects:
            secrets.remove(gone.channel, gone.name, actor=actor(request))
        for secret in formset.forms:
            if secret not in formset.deleted_forms and secret.has_changed():
                name, value = secret.cleaned_data["name"], secret.cleaned_data["value"]
                secrets.store(form.instance, name, value, actor=actor(request))

    @admin.display(description="Channel", ordering="name")
    def mark(self, channel: Channel) -> SafeString:
        return marks.channel_mark(channel)

    @admin.display(description="State", ordering="state")
    def state_chip(self, channel: Channel) -> SafeString:
        return marks.channel_state_chip(channel)

    @admin.display(description="Running")
    def running(self, channel: Any) -> int:
        return int(channel.running_count)

    @admin.display(description="In line")
    def waiting(self, channel: Any) -> int:
        return int(channel.waiting_count)

    @admin.display(description="Why")
    def reason(self, channel: Channel) -> SafeString:
        """Each fault on a line of its own: file, line, field, and the mend."""
        if not channel.held_reason:
            return marks.NOTHING
        return format_html('<div class="mark-lines">{}</div>', channel.held_reason)

    @admin.display(description="Spent and reserved today")
    def spent_today(self, channel: Channel) -> str:
        return marks.dollars(costs.spent_today(channel.pk))

    @admin.display(description="As last read")
    def configuration(self, channel: Channel) -> SafeString:
        if not channel.config:
            return format_html("{}", "The file could not be read yet.")
        # Read anew for the order of the fields, which JSON in the database does not keep.
        fields = config_of(channel).as_json()
        text = yaml.dump(fields, Dumper=_FileDumper, allow_unicode=True, sort_keys=False, width=100)
        return format_html('<pre class="mark-file">{}</pre>', text)
