"""`/users`: who we are, and who else is there."""

from __future__ import annotations

from .call import Call, paged
from .errors import Json
from .reader import full_user
from .sharing import unknown


def retrieve_me(call: Call) -> Json:
    bot = full_user(call.reader, call.bot)
    bot["bot"] = {
        "owner": {"type": "workspace", "workspace": True},
        "workspace_id": call.workspace.id,
        "workspace_name": call.workspace.name,
        "workspace_limits": {
            "max_file_upload_size_in_bytes": call.workspace.plan.max_file_bytes,
        },
    }
    return bot


def list_users(call: Call) -> Json:
    call.needs("read_users")
    users = call.workspace.users.values()
    return paged(call, "user", [(user.id, full_user(call.reader, user)) for user in users])


def retrieve_user(call: Call) -> Json:
    call.needs("read_users")
    user = call.workspace.users.get(call.id("user_id"))
    if user is None:
        raise unknown(call.connection, "user", call.path["user_id"])
    return full_user(call.reader, user)
