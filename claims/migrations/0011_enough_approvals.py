"""A claim is approved only when as many different people have approved its newest revision as that needs."""

from django.db import migrations

ENOUGH = """
CREATE FUNCTION claims_check_approvals() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest bigint;
    needed integer;
    given integer;
BEGIN
    IF NEW.state <> 'approved' OR OLD.state = 'approved' THEN
        RETURN NEW;
    END IF;
    SELECT id, approvals_needed INTO newest, needed FROM claims_revision
        WHERE claim_id = NEW.id ORDER BY number DESC LIMIT 1;
    SELECT count(DISTINCT reviewer_id) INTO given FROM claims_review
        WHERE revision_id = newest AND decision = 'approved';
    IF newest IS NULL OR given < needed THEN
        RAISE EXCEPTION 'the newest revision lacks approvals'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'approved_claim_has_its_approvals';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_claim_approvals BEFORE UPDATE OF state ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_approvals();
"""

NOT_ENOUGH = "DROP TRIGGER claims_claim_approvals ON claims_claim; DROP FUNCTION claims_check_approvals();"


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_topics_checklist_and_review_rules")]

    operations = [migrations.RunSQL(ENOUGH, NOT_ENOUGH)]
