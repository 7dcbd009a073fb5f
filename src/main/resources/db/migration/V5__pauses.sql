-- What rests of a connection, over all replicas: since a person wants it, since its system asked for it, refused
-- us, or failed again and again. Whoever begins a rest writes its row; the first call that goes well, or a person,
-- removes it. When a rest is over, the replica that takes the probe makes one call for all.
CREATE TABLE pause (
  connection  VARCHAR(100)  NOT NULL,
  kind        VARCHAR(20)   NOT NULL CHECK (kind IN ('person', 'connection', 'host', 'operation')),
  name        VARCHAR(200)  NOT NULL DEFAULT '',   -- of the host or operation
  since       TIMESTAMP WITH TIME ZONE NOT NULL,
  rests_until TIMESTAMP WITH TIME ZONE,            -- null: until a person resumes it
  asked       BOOLEAN       NOT NULL DEFAULT FALSE,  -- the system gave the time, so no success ends it sooner
  rests       INTEGER       NOT NULL DEFAULT 0,      -- in a row; the next one is longer
  reason      VARCHAR(4000) NOT NULL,
  who         VARCHAR(100)  NOT NULL DEFAULT '',     -- the person
  stamp       VARCHAR(36)   NOT NULL,                -- another one with each change
  probe_until TIMESTAMP WITH TIME ZONE,              -- a replica tries it just now
  PRIMARY KEY (connection, kind, name),
  CONSTRAINT only_a_person_pauses_for_good CHECK (kind = 'person' OR rests_until IS NOT NULL)
);
