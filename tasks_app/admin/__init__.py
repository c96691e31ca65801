"""The admin of the core: tasks, files, channels, and what happened, ran and cost."""

from django.contrib import admin

from tasks_app.admin.asset import AssetAdmin
from tasks_app.admin.channel import ChannelAdmin
from tasks_app.admin.cost import CallAdmin
from tasks_app.admin.event import EventAdmin
from tasks_app.admin.lease import LeaseAdmin
from tasks_app.admin.notion import NotionAdmin, RefusedEditAdmin
from tasks_app.admin.person import ToldPersonAdmin
from tasks_app.admin.task import TaskAdmin

__all__ = [
    "AssetAdmin",
    "CallAdmin",
    "ChannelAdmin",
    "EventAdmin",
    "LeaseAdmin",
    "NotionAdmin",
    "RefusedEditAdmin",
    "TaskAdmin",
    "ToldPersonAdmin",
]

admin.site.site_header = admin.site.site_title = "videogen"
admin.site.index_title = "Overview"
admin.site.site_url = None
admin.site.empty_value_display = "–"
