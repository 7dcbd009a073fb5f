-- First contact: a state is sent to a target only after it was compared with what the target holds, and
-- somebody has said so.

-- Null until the word was given; of no meaning for what is no state.
ALTER TABLE subscription ADD COLUMN started_at TIMESTAMP WITH TIME ZONE;

-- It was sent before the configuration had a word for what may be sent, so without one it goes on.
ALTER TABLE subscription ADD COLUMN ran_before BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE subscription SET started_at = CURRENT_TIMESTAMP, ran_before = TRUE
 WHERE type IN ('product', 'price', 'stock', 'customer')
   AND EXISTS (SELECT 1 FROM delivery d
                WHERE d.subscription_id = subscription.id AND d.state = 'delivered');

-- What the target would get, by the last comparison of what waits with what it holds.
CREATE TABLE first_pass (
  subscription_id BIGINT PRIMARY KEY,
  running         BOOLEAN NOT NULL,
  wanted          BOOLEAN NOT NULL DEFAULT FALSE,   -- a person asks for another one
  seen_from       TIMESTAMP WITH TIME ZONE NOT NULL, -- what came later was not compared; by the database's clock
  ended_at        TIMESTAMP WITH TIME ZONE,          -- by the hub's
  position        VARCHAR(1000),
  changes         BIGINT NOT NULL DEFAULT 0,
  creations       BIGINT NOT NULL DEFAULT 0,
  removals        BIGINT NOT NULL DEFAULT 0,
  untouched       BIGINT NOT NULL DEFAULT 0,
  absent          BIGINT NOT NULL DEFAULT 0,
  refusals        BIGINT NOT NULL DEFAULT 0,
  refusal         VARCHAR(1000),
  FOREIGN KEY (subscription_id) REFERENCES subscription ON DELETE CASCADE
);

CREATE TABLE first_pass_field (
  subscription_id BIGINT NOT NULL,
  field           VARCHAR(100) NOT NULL,
  changes         BIGINT NOT NULL,
  PRIMARY KEY (subscription_id, field),
  FOREIGN KEY (subscription_id) REFERENCES first_pass ON DELETE CASCADE
);
