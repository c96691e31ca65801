"""The channels a person may see, with today's money."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tasks_app import access
from tasks_app.api.outputs import ChannelList, ChannelOutput
from tasks_app.api.people import person
from tasks_app.api.reading import MONEY
from tasks_app.models import BudgetDay
from videogen.lib.api import ApiView


class ChannelsView(ApiView):
    @extend_schema(operation_id="list_channels", responses=ChannelList)
    def get(self, request: Request) -> Response:
        """All channels you may see, by name."""
        today = BudgetDay.objects.filter(channel=OuterRef("pk"), day=timezone.now().date())
        spent = today.values(sum=F("spent_usd") + F("reserved_usd"))
        channels = access.visible_channels(person(request)).annotate(
            spent_today_usd=Coalesce(Subquery(spent), Decimal(0), output_field=MONEY)
        )
        return Response({"channels": ChannelOutput(channels, many=True).data})
