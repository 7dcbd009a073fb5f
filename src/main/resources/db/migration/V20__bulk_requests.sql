-- A request that is repeated makes no second plan.
ALTER TABLE bulk ADD COLUMN request_key VARCHAR(200);   -- who asked, and by which key; null without one
CREATE UNIQUE INDEX bulk_request ON bulk (request_key);
