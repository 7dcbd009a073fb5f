-- Calls used in the current fixed window of a connection, over all replicas.
CREATE TABLE quota (
  connection   VARCHAR(100) PRIMARY KEY,
  window_start TIMESTAMP WITH TIME ZONE NOT NULL,
  used         INTEGER NOT NULL CHECK (used >= 0)
);
