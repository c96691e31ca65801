"""People in the admin: a name, a password, and one of the four roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from videogen.accounts.models import User
from videogen.accounts.roles import RANK, Role
from videogen.accounts.sign_in import SignInForm
from videogen.lib import live

if TYPE_CHECKING:
    # Type checkers know these as generic, and Python does not.
    CreationForm = AdminUserCreationForm[User]
    ChangeForm = UserChangeForm[User]
    BaseUserAdmin = UserAdmin[User]
else:
    CreationForm, ChangeForm, BaseUserAdmin = AdminUserCreationForm, UserChangeForm, UserAdmin

NO_ROLE = ""
ROLE_HELP = "Each role may do all that the ones before it may. Without one nobody can sign in here."
MEANINGS = {
    Role.VIEWER: "Viewer: sees videos and their files",
    Role.REVIEWER: "Reviewer: also approves and rejects",
    Role.OPERATOR: "Operator: also writes ideas, queues, retries and cancels",
    Role.ADMINISTRATOR: "Administrator: also people, channels' reviewers and secrets",
}
CHOICES = [(NO_ROLE, "No role"), *((role.value, words) for role, words in MEANINGS.items())]


def group_role(person: User) -> Role | None:
    """The highest role by group; of a list whose groups were read along, without a query a row."""
    held = {group.name for group in person.groups.all()} if person.pk else set()
    return max((r for r in Role if r.value in held), key=RANK.__getitem__, default=None)


def role_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=CHOICES, required=False, widget=forms.RadioSelect, help_text=ROLE_HELP
    )


class PersonCreationForm(CreationForm):
    role = role_field()

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email")


class PersonForm(ChangeForm):
    role = role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["role"] = group_role(self.instance) or NO_ROLE


class RoleFilter(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ARG002 - Django's signature
        return [(role.value, role.value.capitalize()) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:  # noqa: ARG002 - Django's signature
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class PersonAdmin(BaseUserAdmin):
    """The role decides about all else: the group, and whether the person may sign in here."""

    form = PersonForm
    add_form = PersonCreationForm
    list_display = ("username", "full_name", "email", "role_word", "is_active", "seen")
    list_filter = (RoleFilter, "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    search_help_text = "Search name and e-mail"
    ordering = ("username",)
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password", "role", "is_active")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "role",
                    "first_name",
                    "last_name",
                    "email",
                ),
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody takes over an account that may do more than their own."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """People stay in the history of what they did: they are switched off instead."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        obj.is_staff = bool(form.cleaned_data.get("role")) or obj.is_superuser
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_related(request, form, formsets, change)
        person: User = form.instance
        person.groups.remove(*Group.objects.filter(name__in=[role.value for role in Role]))
        if role := form.cleaned_data.get("role"):
            person.groups.add(Group.objects.get(name=role))
        live.check_access_on_commit()

    @admin.display(description="Name", ordering="first_name")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description="Last signed in", ordering="last_login")
    def seen(self, person: User) -> str | None:
        return f"{person.last_login:%d %b %Y, %H:%M} UTC" if person.last_login else None

    @admin.display(description="Role")
    def role_word(self, person: User) -> str:
        role = Role.ADMINISTRATOR if person.is_superuser else group_role(person)
        return role.value.capitalize() if role else "No role"


admin.site.login_form = SignInForm
admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The roles, to look at: what each may do is in the code, and set anew at every update."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
