"""What was used in a verdict is not changed: the ratings of such a scale refuse every write."""

from django.db import migrations

KEEP = """
CREATE FUNCTION claims_check_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_scale bigint;
BEGIN
    of_scale := CASE WHEN TG_OP = 'INSERT' THEN NEW.scale_id ELSE OLD.scale_id END;
    IF EXISTS (
        SELECT 1 FROM claims_rating rating WHERE rating.scale_id = of_scale AND (
            EXISTS (SELECT 1 FROM claims_revision WHERE rating_id = rating.id)
            OR EXISTS (SELECT 1 FROM claims_verdict WHERE rating_id = rating.id)
        )
    ) THEN
        RAISE EXCEPTION 'a rating scale that was used is not changed; make a new version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'used_scale_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER claims_rating_of_a_used_scale BEFORE INSERT OR UPDATE OR DELETE ON claims_rating
    FOR EACH ROW EXECUTE FUNCTION claims_check_rating();
"""

KEEP_NO_MORE = "DROP TRIGGER claims_rating_of_a_used_scale ON claims_rating; DROP FUNCTION claims_check_rating();"


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_invitations")]

    operations = [migrations.RunSQL(KEEP, KEEP_NO_MORE)]
