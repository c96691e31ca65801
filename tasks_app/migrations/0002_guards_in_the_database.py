"""Triggers: `updated_at` moves on every change, `error_log` only grows, events are append-only."""

from django.db import migrations

UPDATED_AT = """
CREATE FUNCTION tasks_app_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER task_touch BEFORE UPDATE ON tasks_app_task
    FOR EACH ROW EXECUTE FUNCTION tasks_app_touch();
"""
UPDATED_AT_BACK = """
DROP TRIGGER task_touch ON tasks_app_task;
DROP FUNCTION tasks_app_touch();
"""

ERROR_LOG = """
CREATE FUNCTION tasks_app_error_log_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF left(NEW.error_log, length(OLD.error_log)) IS DISTINCT FROM OLD.error_log THEN
        RAISE EXCEPTION 'The error log of task % is append-only.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER task_error_log_grows BEFORE UPDATE OF error_log ON tasks_app_task
    FOR EACH ROW EXECUTE FUNCTION tasks_app_error_log_grows();
"""
ERROR_LOG_BACK = """
DROP TRIGGER task_error_log_grows ON tasks_app_task;
DROP FUNCTION tasks_app_error_log_grows();
"""

# TRUNCATE fires no row trigger. A session may allow it with SET videogen.truncate = 'allowed',
# which a restore needs, and a test run that empties its own database.
EVENTS = """
CREATE FUNCTION tasks_app_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('videogen.truncate', true) = 'allowed' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON tasks_app_event
    FOR EACH ROW EXECUTE FUNCTION tasks_app_append_only();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON tasks_app_event
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_app_append_only();
"""
EVENTS_BACK = """
DROP TRIGGER event_no_truncate ON tasks_app_event;
DROP TRIGGER event_append_only ON tasks_app_event;
DROP FUNCTION tasks_app_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("tasks_app", "0001_initial")]

    operations = [
        migrations.RunSQL(UPDATED_AT, UPDATED_AT_BACK),
        migrations.RunSQL(ERROR_LOG, ERROR_LOG_BACK),
        migrations.RunSQL(EVENTS, EVENTS_BACK),
    ]
