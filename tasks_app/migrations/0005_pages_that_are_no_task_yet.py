"""A page that is no task yet, when we last wrote, and how long Notion has not answered."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks_app", "0004_events_for_one_person_and_the_mirror"),
    ]

    operations = [
        migrations.AddField(
            model_name="mirrorpage",
            name="pushed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notionconnection",
            name="failing_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="notionconnection",
            name="failures",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="notionconnection",
            name="retry_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="refusededit",
            name="comment_sent_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="mirrorpage",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mirror_pages",
                to="tasks_app.task",
            ),
        ),
        migrations.AlterField(
            model_name="refusededit",
            name="ruling",
            field=models.CharField(
                choices=[
                    ("put_back", "Put back"),
                    ("kept_ours", "Ours kept"),
                    ("refused", "Refused"),
                    ("taken", "Theirs taken"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="mirrorpage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("task__isnull", False), ("page_id__isnull", False), _connector="OR"
                ),
                name="mirror_page_of_something",
            ),
        ),
    ]
