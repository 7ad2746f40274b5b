"""How records become words, and the triggers that keep the words true.

An index may only use functions that name no table and no function of ours: a restore runs without a search path.
"""

from django.db import migrations

# Combining marks go, so that "é" is "e"; so do apostrophes inside a name ("O'Brien" is "obrien").
MARKS = (
    "\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a"
    "\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u093c\\u094d\\u1ab0-\\u1aff\\u1dc0-\\u1dff"
    "\\u20d0-\\u20ff\\u3099\\u309a\\ufe00-\\ufe0f\\ufe20-\\ufe2f''`\\u00b4\\u02bc\\u2018\\u2019"
)
# Spaces and punctuation of any script part words. Ranges instead of classes: those depend on the server's locale.
GAPS = (
    "\\u0001-/:-@\\[-`{-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf\\u00d7\\u00f7\\u02b9-\\u02ff\\u060c\\u061b"
    "\\u061f\\u066a-\\u066d\\u06d4\\u0964\\u0965\\u2000-\\u206f\\u3000-\\u3004\\u3008-\\u3020\\u3030\\u30fb\\ufe10-\\ufe1f"
    "\\ufe30-\\ufe6f\\uff00-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65\\ufeff\\ufff0-\\uffff"
)
# Both functions of the indexes keep a search in one process: starting helpers takes longer than the search.
FOLD = f"""
CREATE FUNCTION finding_fold(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED STRICT AS $$
BEGIN RETURN btrim(regexp_replace(translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(said, NFKD), '[{MARKS}]+', '', 'g')),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'łøđðħıς', 'loddhiσ'), '[{GAPS}]+', ' ', 'g'));
END $$
"""
# A name is found by its other spellings too: "O Brien", "Mueller".
WORDS = """
CREATE FUNCTION finding_words(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
SELECT finding_fold(said)
    || CASE WHEN said ~ '[''`\\u00b4\\u02bc\\u2018\\u2019]'
       THEN ' ' || finding_fold(translate(said, E'''`\\u00b4\\u02bc\\u2018\\u2019', '      ')) ELSE '' END
    || CASE WHEN said ~ '[äöüÄÖÜ]' THEN ' ' || finding_fold(replace(replace(replace(replace(replace(replace(
       said, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'Ä', 'Ae'), 'Ö', 'Oe'), 'Ü', 'Ue')) ELSE '' END
$$
"""
# Each word of `own` gives its first 1, 2, 3, 4 and 6 letters and itself, of `other` its first 2, 3, 4 and 6; a telephone
# its last four digits ($) and every four in a row (#). Looking up a beginning that is stored whole costs a tenth of
# gathering all words that begin so.
# Said to be dear, and in a language that is not inlined, so that no plan reads the table row by row.
TOKENS = """
CREATE FUNCTION finding_tokens(kind text, own text, other text, digits text)
RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED COST 10000 AS $$
BEGIN RETURN string_to_array(btrim(
    regexp_replace(own, '(\\S)(\\S?)(\\S?)(\\S?)(\\S{0,2})(\\S*) ?', kind || '\\1 ' || kind || '\\1\\2 ' || kind
        || '\\1\\2\\3 ' || kind || '\\1\\2\\3\\4 ' || kind || '\\1\\2\\3\\4\\5 ' || kind || '\\1\\2\\3\\4\\5\\6. ', 'g')
    || regexp_replace(other, '(\\S)(\\S?)(\\S?)(\\S?)(\\S{0,2})\\S* ?',
        '~\\1\\2 ~\\1\\2\\3 ~\\1\\2\\3\\4 ~\\1\\2\\3\\4\\5 ', 'g')
    || CASE WHEN digits = '' THEN '' ELSE '$' || right(digits, 4)
        || ' #' || right(digits, 4) || ' #' || left(right(digits, 5), 4) || ' #' || left(right(digits, 6), 4)
        || ' #' || left(right(digits, 7), 4) || ' #' || left(right(digits, 8), 4) || ' #' || left(right(digits, 9), 4)
        || ' #' || left(right(digits, 10), 4) || ' #' || left(right(digits, 11), 4)
        || ' #' || left(right(digits, 12), 4) END), ' ');
END $$
"""
DIGITS = """
CREATE FUNCTION finding_digits(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
SELECT right(ltrim(regexp_replace(replace(phone, '(0)', ''), '[^0-9]+', '', 'g'), '0'), 20)
$$
"""
LEARN = """
CREATE FUNCTION finding_learn(which text, ids bigint[]) RETURNS void LANGUAGE sql AS $$
INSERT INTO finding_word (word)
SELECT DISTINCT said.word FROM unnest(ids) AS given (id)
JOIN finding_document AS document ON document.source = which AND document.source_id = given.id
CROSS JOIN LATERAL string_to_table(document.own, ' ') AS said (word)
WHERE length(said.word) BETWEEN 3 AND 40 AND said.word !~ '[0-9]'
  AND NOT EXISTS (SELECT 1 FROM finding_word AS known WHERE known.word = said.word)
$$
"""
KEEP = """
INSERT INTO finding_document AS kept (source, source_id, kind, record_id, own, other, digits) {made}
ON CONFLICT (source, source_id) DO UPDATE
SET kind = excluded.kind, record_id = excluded.record_id, own = excluded.own, other = excluded.other, digits = excluded.digits
WHERE (kept.kind, kept.record_id, kept.own, kept.other, kept.digits)
    IS DISTINCT FROM (excluded.kind, excluded.record_id, excluded.own, excluded.other, excluded.digits)
"""
ACCOUNTS = """
SELECT 'a', account.id, 'a', account.id, finding_words(account.name), '', ''
FROM unnest(ids) AS given (id) JOIN people_account AS account ON account.id = given.id
WHERE account.removed_at IS NULL
"""
PEOPLE = """
SELECT 'p', person.id, 'p', person.id,
    finding_words(person.name) || ' ' || finding_fold(split_part(person.email, '@', 1)),
    CASE WHEN account.name = person.name THEN '' ELSE finding_words(account.name) || ' ' END
        || finding_fold(split_part(person.email, '@', 2) || ' ' || person.job_title),
    finding_digits(coalesce(nullif(person.phone_e164, ''), person.phone))
FROM unnest(ids) AS given (id) JOIN people_person AS person ON person.id = given.id
JOIN people_account AS account ON account.id = person.account_id
WHERE person.removed_at IS NULL
"""
CONTACTS = """
SELECT 'c', point.id, CASE WHEN point.person_id IS NULL THEN 'a' ELSE 'p' END, coalesce(point.person_id, point.account_id),
    CASE point.kind WHEN 'phone' THEN '' WHEN 'email' THEN finding_fold(split_part(point.value, '@', 1))
        ELSE finding_fold(point.value) END,
    CASE point.kind WHEN 'email' THEN finding_fold(split_part(point.value, '@', 2)) ELSE '' END,
    CASE point.kind WHEN 'phone' THEN finding_digits(coalesce(nullif(point.key, ''), point.value)) ELSE '' END
FROM unnest(ids) AS given (id) JOIN people_contactpoint AS point ON point.id = given.id
"""
REFRESH = """
CREATE FUNCTION finding_refresh(which text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF which = 'a' THEN {accounts};
    ELSIF which = 'p' THEN {people};
    ELSE {contacts};
    END IF;
    DELETE FROM finding_document AS document USING unnest(ids) AS given (id)
    WHERE document.source = which AND document.source_id = given.id AND NOT CASE which
        WHEN 'a' THEN EXISTS (SELECT 1 FROM people_account AS account WHERE account.id = given.id AND account.removed_at IS NULL)
        WHEN 'p' THEN EXISTS (SELECT 1 FROM people_person AS person WHERE person.id = given.id AND person.removed_at IS NULL)
        ELSE EXISTS (SELECT 1 FROM people_contactpoint AS point WHERE point.id = given.id) END;
    PERFORM finding_learn(which, ids);
END $$
""".format(
    accounts=KEEP.format(made=ACCOUNTS), people=KEEP.format(made=PEOPLE), contacts=KEEP.format(made=CONTACTS)
)
# A person's words hold the account's name. Whoever writes a person waits for whoever is renaming the account, so that
# neither writes words that were true a moment ago; of many at once (an import) no lock is taken.
TRIGGERS = """
CREATE FUNCTION finding_wait(accounts bigint[], renaming boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
    IF cardinality(accounts) > 50 THEN RETURN; END IF;
    FOR one IN SELECT DISTINCT id FROM unnest(accounts) AS given (id) ORDER BY id LOOP
        IF renaming THEN PERFORM pg_advisory_xact_lock(hashtextextended('finding', one));
        ELSE PERFORM pg_advisory_xact_lock_shared(hashtextextended('finding', one)); END IF;
    END LOOP;
END $$;

CREATE FUNCTION finding_account_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
    renamed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(id) INTO ids FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO ids FROM old_rows;
    ELSE
        SELECT array_agg(now.id), array_agg(now.id) FILTER (WHERE now.name <> before.name) INTO ids, renamed
        FROM new_rows AS now JOIN old_rows AS before ON before.id = now.id
        WHERE (now.name, now.removed_at IS NULL) IS DISTINCT FROM (before.name, before.removed_at IS NULL);
    END IF;
    IF ids IS NOT NULL THEN PERFORM finding_refresh('a', ids); END IF;
    IF renamed IS NOT NULL THEN
        PERFORM finding_wait(renamed, true);
        PERFORM finding_refresh('p', array_agg(person.id))
        FROM unnest(renamed) AS given (id) JOIN people_person AS person ON person.account_id = given.id
        HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION finding_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
    accounts bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(id), array_agg(account_id) INTO ids, accounts FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(id), '{}' INTO ids, accounts FROM old_rows;
    ELSE
        SELECT array_agg(now.id), array_agg(now.account_id) INTO ids, accounts
        FROM new_rows AS now JOIN old_rows AS before ON before.id = now.id
        WHERE (now.name, now.email, now.phone, now.phone_e164, now.job_title, now.account_id, now.removed_at IS NULL)
            IS DISTINCT FROM (before.name, before.email, before.phone, before.phone_e164, before.job_title,
                              before.account_id, before.removed_at IS NULL);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM finding_wait(accounts, false);
        PERFORM finding_refresh('p', ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION finding_contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        SELECT array_agg(id) INTO ids FROM old_rows;
    ELSE
        SELECT array_agg(id) INTO ids FROM new_rows;
    END IF;
    IF ids IS NOT NULL THEN PERFORM finding_refresh('c', ids); END IF;
    RETURN NULL;
END $$
"""
WATCH = """
CREATE TRIGGER finding_made AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER finding_changed AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
CREATE TRIGGER finding_gone AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION {function}()
"""
WATCHED = {
    "people_account": "finding_account_changed",
    "people_person": "finding_person_changed",
    "people_contactpoint": "finding_contact_changed",
}
# A short list of what is not in the index yet: a save never waits long for it, and a search reads little of it.
INDEXES = """
CREATE INDEX finding_document_tokens ON finding_document USING gin (finding_tokens(kind::text, own, other, digits))
    WITH (gin_pending_list_limit = 256)
"""


def fill(apps, schema_editor):
    """Everybody who is there already."""
    with schema_editor.connection.cursor() as cursor:
        for which, table in (("a", "people_account"), ("p", "people_person"), ("c", "people_contactpoint")):
            cursor.execute(f"SELECT finding_refresh(%s, array_agg(id)) FROM {table} HAVING count(*) > 0", [which])


class Migration(migrations.Migration):

    dependencies = [
        ('finding', '0001_documents_and_visits'),
        ('people', '0004_contacts_roles_relations_tags'),
    ]

    operations = [
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FOLD, WORDS, TOKENS, DIGITS, LEARN, REFRESH, TRIGGERS)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.RunSQL(WATCH.format(table=table, function=function), migrations.RunSQL.noop)
            for table, function in WATCHED.items()
        ),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
    ]
