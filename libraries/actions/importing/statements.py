"""The statements over many rows, the same on PostgreSQL and SQLite.

Only names of tables and pieces of this file are put in; every value travels as a parameter.
"""

from typing import Final

from libraries.models import Figure, ImportRow, Period, Publication, Reading

LINE, FIGURE, READING = (one._meta.db_table for one in (ImportRow, Figure, Reading))
PERIOD, PUBLICATION = Period._meta.db_table, Publication._meta.db_table

# What each source of these figures says now. Placeholders: a row of six for each figure.
HEADS: Final = f"""
    WITH asked (number, indicator_id, definition_id, part, scope_id, period_id) AS (
        VALUES {{values}}
    )
    SELECT asked.number, said.id, said.source, publication.code, said.workflow,
        said.is_withdrawal, said.state, said.value, said.decimals, said.qualifier, said.method,
        said.finality, said.source_url, said.printed_as, said.note, said.explanation
    FROM asked
    JOIN {FIGURE} AS figure ON figure.indicator_id = asked.indicator_id
        AND figure.definition_id = asked.definition_id AND figure.part = asked.part
        AND figure.scope_id = asked.scope_id AND figure.period_id = asked.period_id
    JOIN {READING} AS said ON said.figure_id = figure.id
    LEFT JOIN {PUBLICATION} AS publication ON publication.id = said.publication_id
    WHERE NOT EXISTS (
        SELECT 1 FROM {READING} AS later
        WHERE later.revises_id = said.id AND later.workflow = 'accepted'
    )
"""

# Refuse what says something of a figure by the same source for the second time, naming the first.
# Parameters: the sentence with {} for the first row, the import.
REFUSE_TWICE: Final = f"""
    UPDATE {LINE} SET verdict = 'refused', "column" = '', revises_id = NULL,
        reason = REPLACE(%s, '{{}}', CAST(again.first_number AS varchar(12)))
    FROM (
        SELECT id, number, MIN(number) OVER (
            PARTITION BY indicator_id, definition_id, part, scope_id, period_kind, period_start,
                source, publication
        ) AS first_number
        FROM {LINE} WHERE batch_id = %s AND verdict <> 'refused'
    ) AS again
    WHERE again.id = {LINE}.id AND again.number > again.first_number
"""

# Parameter: False, for periods that are not of the example.
WRITTEN: Final = f"""
    FROM {LINE} AS line
    JOIN {PERIOD} AS period ON period.kind = line.period_kind
        AND period.start = line.period_start AND period.is_example = %s
"""
OF_FIGURE: Final = f"""
    JOIN {FIGURE} AS figure ON figure.indicator_id = line.indicator_id
        AND figure.definition_id = line.definition_id AND figure.part = line.part
        AND figure.scope_id = line.scope_id AND figure.period_id = period.id
"""
OF_PUBLICATION: Final = f"""
    LEFT JOIN {PUBLICATION} AS publication
        ON line.publication <> '' AND publication.code = line.publication
"""
# Parameters: the import, the first and the last row.
CHOSEN: Final = """
    WHERE line.batch_id = %s AND line.verdict IN ('new', 'changed')
        AND line.number BETWEEN %s AND %s
"""
PUT_FIGURES: Final = f"""
    INSERT INTO {FIGURE}
        (indicator_id, definition_id, part, scope_id, period_id, chosen_reason)
    SELECT line.indicator_id, line.definition_id, line.part, line.scope_id, period.id, ''
    {WRITTEN} {CHOSEN} ON CONFLICT DO NOTHING
"""
HOLD_FIGURES: Final = f"""
    SELECT COUNT(*) FROM (
        SELECT figure.id {WRITTEN} {OF_FIGURE} {CHOSEN} ORDER BY figure.id FOR UPDATE OF figure
    ) AS held
"""
INTO_READINGS: Final = f"""
    INSERT INTO {READING} (figure_id, revises_id, state, value, decimals, qualifier, method,
        workflow, finality, source, publication_id, batch_id, is_withdrawal, source_url,
        printed_as, correction, explanation, note, author_id, created_at, accepted_at, remark,
        version, with_round)
"""
# Parameters: False (no withdrawal), the author, now twice, False (no round), then as above.
PUT_READINGS: Final = f"""
    {INTO_READINGS}
    SELECT figure.id, line.revises_id, line.state, line.value, line.decimals, line.qualifier,
        line.method, 'accepted', line.finality, line.source, publication.id, line.batch_id, %s,
        line.source_url, line.printed_as, '', line.explanation, line.note, %s, %s, %s, '', 1, %s
    {WRITTEN} {OF_FIGURE} {OF_PUBLICATION} {CHOSEN}
"""
# What a source has said since the check: the row was judged against something older.
COUNT_STALE: Final = f"""
    SELECT COUNT(*)
    {WRITTEN} {OF_FIGURE} {OF_PUBLICATION}
    JOIN {READING} AS said ON said.figure_id = figure.id AND said.source = line.source
        AND (line.publication = '' OR said.publication_id = publication.id)
        AND (line.revises_id IS NULL OR said.revises_id = line.revises_id)
    {CHOSEN}
"""

# `came` is what an import brought, `earlier` what it revised; nothing revises `came` yet.
ANSWERS: Final = f"""
    FROM {READING} AS came
    LEFT JOIN {READING} AS earlier ON earlier.id = came.revises_id
    WHERE came.batch_id = %s AND (earlier.batch_id IS NULL OR earlier.batch_id <> came.batch_id)
        AND NOT EXISTS (SELECT 1 FROM {READING} AS later WHERE later.revises_id = came.id)
"""
# Parameters: the author, now twice, False, the import.
RESTORE: Final = f"""
    {INTO_READINGS}
    SELECT came.figure_id, came.id, earlier.state, earlier.value, earlier.decimals,
        earlier.qualifier, earlier.method, 'accepted', earlier.finality, came.source,
        came.publication_id, came.batch_id, earlier.is_withdrawal, earlier.source_url,
        earlier.printed_as, '', earlier.explanation, earlier.note, %s, %s, %s, '', 1, %s
    {ANSWERS} AND earlier.id IS NOT NULL
"""
# Parameters: True, the reason, the author, now twice, False, the import.
WITHDRAW: Final = f"""
    {INTO_READINGS}
    SELECT came.figure_id, came.id, 'not_reported', NULL, 0, 'exact', came.method, 'accepted',
        'none', came.source, came.publication_id, came.batch_id, %s, came.source_url, '', '',
        %s, '', %s, %s, %s, '', 1, %s
    {ANSWERS} AND earlier.id IS NULL
"""

TOUCHED: Final = f"SELECT figure_id FROM {READING} WHERE batch_id = %s"
HOLD_TOUCHED: Final = f"""
    SELECT COUNT(*) FROM (
        SELECT id FROM {FIGURE} WHERE id IN ({TOUCHED}) ORDER BY id FOR UPDATE
    ) AS held
"""
# Parameters: the import, False.
IN_FORCE: Final = f"""
    SELECT said.figure_id, MIN(said.id) AS reading_id, COUNT(*) AS sources
    FROM {READING} AS said
    WHERE said.figure_id IN ({TOUCHED})
        AND said.workflow = 'accepted' AND said.is_withdrawal = %s
        AND NOT EXISTS (
            SELECT 1 FROM {READING} AS later
            WHERE later.revises_id = said.id AND later.workflow = 'accepted'
        )
    GROUP BY said.figure_id
"""
# Of one source it is certain which reading is the current one.
POINT_ALONE: Final = f"""
    UPDATE {FIGURE} SET current_id = alone.reading_id, chosen_at = NULL, chosen_by_id = NULL,
        chosen_reason = ''
    FROM ({IN_FORCE}) AS alone
    WHERE {FIGURE}.id = alone.figure_id AND alone.sources = 1
"""
# Parameters: the import, False, the import.
OTHERS: Final = f"""
    SELECT DISTINCT touched.figure_id AS id FROM {READING} AS touched
    LEFT JOIN ({IN_FORCE}) AS said ON said.figure_id = touched.figure_id
    WHERE touched.batch_id = %s AND (said.sources IS NULL OR said.sources > 1)
    ORDER BY touched.figure_id
"""
