"""What the database itself refuses, whoever asks: changed snapshots and events, false quotes, self-approval."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION claims_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows cannot be changed or removed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

NO_APPEND_ONLY = "DROP FUNCTION claims_refuse_change();"

KEPT_TABLES = ["claims_snapshot", "claims_event", "claims_revision", "claims_review", "claims_publicrevision"]


def refuse(table: str) -> str:
    return f"""
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION claims_refuse_change();
CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse_change();
"""


def allow(table: str) -> str:
    return f"DROP TRIGGER {table}_is_kept ON {table}; DROP TRIGGER {table}_is_not_emptied ON {table};"


# substr() counts characters, which in a UTF-8 database are code points, like Python's slices.
QUOTE = """
CREATE FUNCTION claims_check_quote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    snapshot_article bigint;
    passage text;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.snapshot_id, NEW.start, NEW."end", NEW.quote, NEW.article_id)
            IS NOT DISTINCT FROM (OLD.snapshot_id, OLD.start, OLD."end", OLD.quote, OLD.article_id) THEN
        RETURN NEW;
    END IF;
    SELECT article_id, substr(text, NEW.start + 1, NEW."end" - NEW.start) INTO snapshot_article, passage
        FROM claims_snapshot WHERE id = NEW.snapshot_id;
    IF snapshot_article IS DISTINCT FROM NEW.article_id THEN
        RAISE EXCEPTION 'the claim''s snapshot belongs to another article'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_snapshot_is_of_its_article';
    END IF;
    IF passage IS DISTINCT FROM NEW.quote THEN
        RAISE EXCEPTION 'the quote is not the snapshot''s text at % to %', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_quote_is_the_text_at_its_offsets';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_claim_quote BEFORE INSERT OR UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_quote();
"""

NO_QUOTE = "DROP TRIGGER claims_claim_quote ON claims_claim; DROP FUNCTION claims_check_quote();"

FOUR_EYES = """
CREATE FUNCTION claims_check_four_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    authors bigint[];
    reviewer_role text;
BEGIN
    IF NEW.decision <> 'approved' THEN
        RETURN NEW;
    END IF;
    SELECT author_ids || author_id INTO authors FROM claims_revision WHERE id = NEW.revision_id;
    IF NEW.reviewer_id = ANY (authors) THEN
        SELECT role INTO reviewer_role FROM claims_user WHERE id = NEW.reviewer_id;
        IF reviewer_role IS DISTINCT FROM 'admin' OR NEW.override_reason = '' THEN
            RAISE EXCEPTION 'an author of the verdict cannot approve it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'review_approver_is_not_an_author';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_review_four_eyes BEFORE INSERT ON claims_review
    FOR EACH ROW EXECUTE FUNCTION claims_check_four_eyes();
"""

NO_FOUR_EYES = "DROP TRIGGER claims_review_four_eyes ON claims_review; DROP FUNCTION claims_check_four_eyes();"

# An address that readers were given is never changed or taken away.
SLUG = """
CREATE FUNCTION claims_check_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.slug IS NOT NULL AND NEW.slug IS DISTINCT FROM OLD.slug THEN
        RAISE EXCEPTION 'a public address is given once and stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_address_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claims_claim_slug BEFORE UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_slug();
"""

NO_SLUG = "DROP TRIGGER claims_claim_slug ON claims_claim; DROP FUNCTION claims_check_slug();"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, NO_APPEND_ONLY),
        *(migrations.RunSQL(refuse(table), allow(table)) for table in KEPT_TABLES),
        migrations.RunSQL(QUOTE, NO_QUOTE),
        migrations.RunSQL(FOUR_EYES, NO_FOUR_EYES),
        migrations.RunSQL(SLUG, NO_SLUG),
    ]
