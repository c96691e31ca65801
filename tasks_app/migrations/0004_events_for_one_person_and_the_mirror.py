"""Events for one person or for the site, and the rows of the Notion mirror."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0003_answers_kept_for_idempotency"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("database_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tasks", "Tasks"),
                            ("assets", "Assets"),
                            ("videos", "Videos"),
                            ("audio", "Audio"),
                            ("costs", "Costs"),
                        ],
                        max_length=6,
                    ),
                ),
                ("data_source_id", models.UUIDField(blank=True, null=True)),
                ("title", models.CharField(blank=True, max_length=255)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("properties", models.JSONField(blank=True, default=dict)),
                ("fault", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("seen_until", models.DateTimeField(blank=True, null=True)),
                ("polled_at", models.DateTimeField(blank=True, null=True)),
                ("swept_at", models.DateTimeField(blank=True, null=True)),
                ("brake", models.JSONField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("kind", "title"),
            },
        ),
        migrations.CreateModel(
            name="MirrorInbox",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("page_id", models.UUIDField(blank=True, null=True)),
                ("payload", models.JSONField(default=dict)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                ("handled_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="MirrorPage",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("page_id", models.UUIDField(blank=True, null=True, unique=True)),
                ("wanted", models.BigIntegerField(default=0)),
                ("pushed", models.BigIntegerField(default=0)),
                ("wanted_since", models.DateTimeField(blank=True, null=True)),
                ("is_bulk", models.BooleanField(default=False)),
                ("base", models.JSONField(blank=True, default=dict)),
                ("create_sent_at", models.DateTimeField(blank=True, null=True)),
                ("upload_id", models.CharField(blank=True, max_length=36)),
                ("upload_expires_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.TextField(blank=True)),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="NotionAllowance",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                (
                    "sent_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), default=list, size=None
                    ),
                ),
                ("paused_until", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NotionConnection",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("bot_id", models.CharField(blank=True, max_length=36)),
                ("bot_name", models.CharField(blank=True, max_length=255)),
                ("workspace_name", models.CharField(blank=True, max_length=255)),
                ("upload_limit_bytes", models.BigIntegerField(blank=True, null=True)),
                ("token_fingerprint", models.CharField(blank=True, max_length=64)),
                ("stopped_reason", models.TextField(blank=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("pages_made", models.PositiveIntegerField(default=0)),
                (
                    "verification_token",
                    models.TextField(blank=True, help_text="Encrypted; from the handshake."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefusedEdit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("field", models.CharField(max_length=40)),
                ("base", models.TextField(blank=True)),
                ("theirs", models.TextField(blank=True)),
                ("ours", models.TextField(blank=True)),
                ("actor", models.JSONField()),
                (
                    "ruling",
                    models.CharField(
                        choices=[
                            ("put_back", "Put back"),
                            ("kept_ours", "Ours kept"),
                            ("refused", "Refused"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "fingerprint",
                    models.CharField(
                        help_text="Of what was refused: the same edit is told once.", max_length=64
                    ),
                ),
                ("comment_id", models.CharField(blank=True, max_length=36)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.AddField(
            model_name="event",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events_for_me",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="channel",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="tasks_app.channel",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("task.created", "Created"),
                    ("task.edited", "Edited"),
                    ("task.status", "Status changed"),
                    ("task.progress", "Progress"),
                    ("task.captioned", "Narration transcribed"),
                    ("asset.restored", "Earlier take put back"),
                    ("channel.held", "Channel held"),
                    ("channel.freed", "Channel freed"),
                    ("channel.budget", "Budget"),
                    ("notion.stopped", "Notion stopped"),
                    ("notion.resumed", "Notion goes on"),
                    ("notion.held", "Held on Notion"),
                    ("notification", "People told"),
                    ("inbox.changed", "Notifications read"),
                    ("access.changed", "Rights changed"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("user__isnull", False)),
                fields=["user", "id"],
                name="event_by_user",
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="tasks_board",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="satellites",
                to="tasks_app.board",
            ),
        ),
        migrations.AddIndex(
            model_name="mirrorinbox",
            index=models.Index(
                condition=models.Q(("handled_at__isnull", True)),
                fields=["id"],
                name="mirror_inbox_open",
            ),
        ),
        migrations.AddField(
            model_name="mirrorpage",
            name="asset",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mirror_pages",
                to="tasks_app.asset",
            ),
        ),
        migrations.AddField(
            model_name="mirrorpage",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pages",
                to="tasks_app.board",
            ),
        ),
        migrations.AddField(
            model_name="mirrorpage",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mirror_pages",
                to="tasks_app.task",
            ),
        ),
        migrations.AddConstraint(
            model_name="notionallowance",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)), name="notion_allowance_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="notionconnection",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", 1)), name="notion_connection_is_one"
            ),
        ),
        migrations.AddField(
            model_name="refusededit",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refused_edits",
                to="tasks_app.mirrorpage",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                fields=("tasks_board", "kind"), name="board_one_of_each_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                fields=("data_source_id",), name="board_data_source_once"
            ),
        ),
        migrations.AddIndex(
            model_name="mirrorpage",
            index=models.Index(
                condition=models.Q(("gone_at__isnull", True), ("wanted__gt", models.F("pushed"))),
                fields=["is_bulk", "wanted_since", "id"],
                name="mirror_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="mirrorpage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("asset__isnull", True)),
                fields=("task",),
                name="mirror_one_page_per_task",
            ),
        ),
        migrations.AddConstraint(
            model_name="mirrorpage",
            constraint=models.UniqueConstraint(fields=("asset",), name="mirror_one_page_per_asset"),
        ),
        migrations.AddIndex(
            model_name="refusededit",
            index=models.Index(fields=["-at"], name="refused_edit_newest"),
        ),
        migrations.AddIndex(
            model_name="refusededit",
            index=models.Index(
                condition=models.Q(("told_at__isnull", True)),
                fields=["at"],
                name="refused_edit_untold",
            ),
        ),
        migrations.AddConstraint(
            model_name="refusededit",
            constraint=models.UniqueConstraint(
                fields=("page", "fingerprint"), name="refused_edit_told_once"
            ),
        ),
    ]
