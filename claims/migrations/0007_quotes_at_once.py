"""Quotes of new claims are compared with the text a statement at a time.

A trigger for each row took the whole text out of its storage for each claim: 12,000 claims of a text of a million
characters took more than a minute. Now the text is read once a statement and cut into pieces of a size at which finding
a passage costs next to nothing. What is refused, and with which words, is what it was.
"""

from django.db import migrations

AT_ONCE = """
CREATE FUNCTION claims_check_new_quotes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    size constant integer := 20000;
    snapshot record;
    claim record;
    words text;
    pieces text[];
    first integer;
    last integer;
BEGIN
    FOR snapshot IN SELECT DISTINCT snapshot_id AS id, article_id FROM added LOOP
        -- The concatenation leaves the words in memory as they are, so that they are not unpacked for each piece.
        SELECT text || '' INTO words FROM claims_snapshot
            WHERE id = snapshot.id AND article_id = snapshot.article_id;
        IF words IS NULL THEN
            RAISE EXCEPTION 'the claim''s snapshot belongs to another article'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_snapshot_is_of_its_article';
        END IF;
        pieces := ARRAY(SELECT substr(words, n * size + 1, size) FROM generate_series(0, length(words) / size) AS n);
        FOR claim IN SELECT start, "end", quote FROM added
                WHERE snapshot_id = snapshot.id AND article_id = snapshot.article_id LOOP
            first := claim.start / size;
            last := claim."end" / size;
            -- Arrays count from 1.
            IF substr(array_to_string(pieces[first + 1:last + 1], ''), claim.start - first * size + 1,
                    claim."end" - claim.start) IS DISTINCT FROM claim.quote THEN
                RAISE EXCEPTION 'the quote is not the snapshot''s text at % to %', claim.start, claim."end"
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_quote_is_the_text_at_its_offsets';
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;
DROP TRIGGER claims_claim_quote ON claims_claim;
CREATE TRIGGER claims_claim_quote BEFORE UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_quote();
CREATE TRIGGER claims_claim_new_quotes AFTER INSERT ON claims_claim REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION claims_check_new_quotes();
"""

ONE_BY_ONE = """
DROP TRIGGER claims_claim_new_quotes ON claims_claim;
DROP FUNCTION claims_check_new_quotes();
DROP TRIGGER claims_claim_quote ON claims_claim;
CREATE TRIGGER claims_claim_quote BEFORE INSERT OR UPDATE ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_check_quote();
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_words")]
    operations = [migrations.RunSQL(AT_ONCE, ONE_BY_ONE)]
