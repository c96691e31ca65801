"""Decisions in the admin, to look at."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviews_app.admin.desk import Desk
from reviews_app.admin.statistics import statistics_page
from reviews_app.models import Review, Verdict
from tasks_app import access
from tasks_app.admin import marks
from tasks_app.admin.filters import ChannelOfTaskFilter
from tasks_app.admin.rows import ReadOnly, task_link

TONES = {Verdict.APPROVED: "run", Verdict.REJECTED: "error", Verdict.CANCELLED: "idle"}


@admin.register(Review)
class ReviewAdmin(ReadOnly[Review]):
    list_display = ("when", "of_task", "gate", "verdict", "who", "took", "note")
    list_filter = ("decision", "gate", ChannelOfTaskFilter)
    search_fields = ("task__title", "note")
    search_help_text = "Search title and note"
    ordering = ("-id",)
    fields = ("when", "of_task", "gate", "verdict", "who", "took", "note", "flagged", "undone")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.statistics_view)
        return [
            path("statistics/", view, name="reviews_app_review_statistics"),
            *Desk(self.admin_site).urls(),
            *super().get_urls(),
        ]

    def statistics_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Statistics",
            "page": statistics_page(request),
        }
        return TemplateResponse(request, "admin/reviews_app/statistics.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        tasks = access.visible_tasks(request.user)
        return Review.objects.filter(task__in=tasks).select_related("task")

    @admin.display(description="Decided", ordering="decided_at")
    def when(self, review: Review) -> SafeString:
        return marks.age(review.decided_at)

    @admin.display(description="Task")
    def of_task(self, review: Review) -> SafeString:
        return task_link(review.task)

    @admin.display(description="Decision", ordering="decision")
    def verdict(self, review: Review) -> SafeString:
        verdict = Verdict(review.decision)
        chip = marks.chip(verdict.label, TONES[verdict])
        return format_html("{} taken back", chip) if review.undone_at else chip

    @admin.display(description="Who")
    def who(self, review: Review) -> str:
        return str(review.reviewer.get("name", ""))

    @admin.display(description="Waited")
    def took(self, review: Review) -> str | None:
        if review.opened_at is None:
            return None
        return marks.span_words(review.decided_at - review.opened_at)

    @admin.display(description="Taken back")
    def undone(self, review: Review) -> SafeString:
        return marks.age(review.undone_at)

    @admin.display(description="To be made again")
    def flagged(self, review: Review) -> SafeString:
        rows = ((flag["name"], flag["note"]) for flag in review.flags)
        return format_html_join("", "<p><b>{}</b> {}</p>", rows) or marks.NOTHING
