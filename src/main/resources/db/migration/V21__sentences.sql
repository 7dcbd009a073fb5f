-- What was said to a person, as a code and its parts beside the English words, so that it is read in any language.
-- Null for what an older release has kept.
ALTER TABLE audit ADD COLUMN said VARCHAR;
ALTER TABLE bulk_item ADD COLUMN said VARCHAR;
