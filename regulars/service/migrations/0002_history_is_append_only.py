from django.db import migrations

REFERENCES = """
ALTER TABLE service_promisechange ADD CONSTRAINT change_of_promise_fk
    FOREIGN KEY (promise_id) REFERENCES service_promise (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE service_promise ADD CONSTRAINT promise_about_order_fk
    FOREIGN KEY (order_id) REFERENCES orders_order (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
"""

# A row goes only where the database itself follows its promise: one trigger deeper than a statement of somebody's own.
APPEND_ONLY = """
CREATE FUNCTION service_promisechange_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The history of a promise is append-only.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON service_promisechange
    FOR EACH ROW EXECUTE FUNCTION service_promisechange_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("service", "0001_promises")]

    operations = [
        migrations.RunSQL(
            REFERENCES,
            "ALTER TABLE service_promisechange DROP CONSTRAINT change_of_promise_fk;"
            "ALTER TABLE service_promise DROP CONSTRAINT promise_about_order_fk;",
        ),
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER append_only ON service_promisechange; DROP FUNCTION service_promisechange_append_only();",
        ),
    ]
