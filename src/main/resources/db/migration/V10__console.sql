-- What the console reads: any number of an order, where it stands, what one process alone knows, and rates.

-- By what an order is found: its own numbers, and those of what is told about it. Upper case letters and digits
-- only, so that what begins alike stands together in every collation.
CREATE TABLE search_term (
  term    VARCHAR(60) NOT NULL,
  kind    VARCHAR(20) NOT NULL,   -- document, email and name are personal, and go with the body
  head_id BIGINT      NOT NULL,
  PRIMARY KEY (term, kind, head_id)
);
CREATE INDEX search_term_head ON search_term (head_id);
ALTER TABLE search_term ADD FOREIGN KEY (head_id) REFERENCES head ON DELETE CASCADE;

-- One row an order: what a list shows of it, and when it took which step. Null for a step not taken yet.
CREATE TABLE order_clock (
  head_id      BIGINT PRIMARY KEY,
  origin       VARCHAR(100) NOT NULL,
  order_key    VARCHAR(500) NOT NULL,
  number       VARCHAR(200),
  buyer        VARCHAR(300),                    -- personal; null when the body is gone
  total        DECIMAL(19, 2),
  placed_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  recorded_at  TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
  accepted_at  TIMESTAMP WITH TIME ZONE,        -- an ERP has taken it
  invoiced_at  TIMESTAMP WITH TIME ZONE,
  shipped_at   TIMESTAMP WITH TIME ZONE,
  arrived_at   TIMESTAMP WITH TIME ZONE,
  cancelled_at TIMESTAMP WITH TIME ZONE,
  UNIQUE (order_key, origin),
  FOREIGN KEY (head_id) REFERENCES head
);
CREATE INDEX order_clock_placed ON order_clock (placed_at, head_id);
CREATE INDEX order_clock_store ON order_clock (origin, placed_at, head_id);

-- What happened how often in a minute, over all replicas.
CREATE TABLE tally (
  at     TIMESTAMP WITH TIME ZONE NOT NULL,     -- the minute's beginning
  what   VARCHAR(20)  NOT NULL,                 -- recorded; delivery and call, with their result
  type   VARCHAR(100) NOT NULL,                 -- of the message; of a call, the operation
  name   VARCHAR(100) NOT NULL,                 -- the source, the subscriber, the connection
  result VARCHAR(40)  NOT NULL DEFAULT '',
  amount BIGINT       NOT NULL,
  millis BIGINT       NOT NULL DEFAULT 0,       -- that all of them took together
  PRIMARY KEY (at, what, type, name, result)
);

-- How the last run of a poll went, whichever replica ran it.
ALTER TABLE poll ADD COLUMN began_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE poll ADD COLUMN ended_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE poll ADD COLUMN good_at TIMESTAMP WITH TIME ZONE;   -- when it last ended well
ALTER TABLE poll ADD COLUMN error VARCHAR(4000);                -- why it did not; null when it did

-- What one process alone knows, written anew when it changes. An older release has no row here.
CREATE TABLE replica (
  name       VARCHAR(60) PRIMARY KEY,
  version    VARCHAR(60) NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at    TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP,
  report     VARCHAR     NOT NULL                -- JSON
);

