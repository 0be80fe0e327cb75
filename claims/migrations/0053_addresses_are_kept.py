"""A given address is kept for ever; a claim's address may become another one that was given to it, and never none."""

from django.db import migrations

CHANGED = """
CREATE OR REPLACE FUNCTION claims_check_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.slug IS NOT NULL AND NEW.slug IS DISTINCT FROM OLD.slug AND NOT EXISTS (
        SELECT FROM claims_address WHERE kind = 'check' AND slug = NEW.slug AND owner = NEW.id
    ) THEN
        RAISE EXCEPTION 'a public address is given once and stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_address_stays';
    END IF;
    RETURN NEW;
END $$;
"""

UNCHANGED = """
CREATE OR REPLACE FUNCTION claims_check_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.slug IS NOT NULL AND NEW.slug IS DISTINCT FROM OLD.slug THEN
        RAISE EXCEPTION 'a public address is given once and stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_address_stays';
    END IF;
    RETURN NEW;
END $$;
"""

KEPT = """
CREATE TRIGGER claims_address_is_kept BEFORE UPDATE OR DELETE ON claims_address
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_change();
CREATE TRIGGER claims_address_is_not_emptied BEFORE TRUNCATE ON claims_address
    FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse_change();
"""

NOT_KEPT = """
DROP TRIGGER claims_address_is_kept ON claims_address;
DROP TRIGGER claims_address_is_not_emptied ON claims_address;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0052_stale_lists_and_team")]

    operations = [migrations.RunSQL(CHANGED, UNCHANGED), migrations.RunSQL(KEPT, NOT_KEPT)]
