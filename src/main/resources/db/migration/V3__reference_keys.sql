-- A list of keys at once: H2 looks a list of values up by the first column of an index only.
CREATE INDEX reference_key ON reference (source_key);
