-- A poll runs once a tick over all replicas; null until it has run.
ALTER TABLE poll ADD COLUMN ticked_at TIMESTAMP WITH TIME ZONE;

-- The poll of orders rests for its own calls alone, the others (poll_after) for those of all.
ALTER TABLE quota ADD COLUMN orders_after TIMESTAMP WITH TIME ZONE;
