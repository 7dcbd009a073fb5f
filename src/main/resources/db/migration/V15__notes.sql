-- What connectors remember between their polls and deliveries, as JSON. The key comes first in the index: H2 looks
-- up a list of values by the first column only.
CREATE TABLE note (
  connection VARCHAR(100) NOT NULL,
  kind       VARCHAR(40)  NOT NULL,
  note_key   VARCHAR(500) NOT NULL,
  content    VARCHAR      NOT NULL,
  noted_at   TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (note_key, kind, connection)
);
CREATE INDEX note_kind ON note (kind, connection, noted_at);

-- What was kept as cursors until now. It stays there for replicas of an older release.
INSERT INTO note (connection, kind, note_key, content)
SELECT connection, 'cancelled', SUBSTRING(name FROM 11), '"' || position || '"'
  FROM cursor_position WHERE name LIKE 'cancelled/%';

INSERT INTO note (connection, kind, note_key, content)
SELECT connection, 'sizes', SUBSTRING(name FROM 7), position
  FROM cursor_position WHERE name LIKE 'sizes/%';
