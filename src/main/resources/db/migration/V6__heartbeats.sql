-- A claim or a poll belongs to a process, and a process beats. Those of one that has missed its beats while
-- the database worked are freed by another. An older release has no row here: its claims end by their due_at.
CREATE TABLE heartbeat (
  owner     VARCHAR(60) PRIMARY KEY,
  beats     BIGINT      NOT NULL,
  beaten_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Whether the subscriber gets what came before it too; else what was recorded since created_at.
ALTER TABLE subscription ADD COLUMN from_beginning BOOLEAN NOT NULL DEFAULT FALSE;

-- The marks of a page at once: H2 looks a list of values up by the first column of an index only.
CREATE INDEX mark_key ON mark (message_key);
