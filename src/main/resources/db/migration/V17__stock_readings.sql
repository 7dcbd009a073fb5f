-- The last reading of each item's stock was packed into references. The old rows stay for replicas of an older release.
INSERT INTO note (connection, kind, note_key, content, noted_at)
SELECT connection, 'stock-reading', source_key,
       '{"balance":' || CASE WHEN state = '-' OR state LIKE '- %' THEN 'null'
                             WHEN state LIKE '% %' THEN SUBSTRING(state FROM 1 FOR POSITION(' ' IN state) - 1)
                             ELSE state END
       || ',"at":"' || label
       || '","sales":' || CASE WHEN state LIKE '% %' THEN SUBSTRING(state FROM POSITION(' ' IN state) + 1)
                               ELSE '0' END || '}',
       seen_at
  FROM reference
 WHERE kind = 'item' AND source = connection AND open = TRUE AND label IS NOT NULL AND state IS NOT NULL;
