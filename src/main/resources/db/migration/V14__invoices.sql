-- Which order an invoice belongs to: an ERP's own number of an order, as its invoices print it. Each column has
-- an index of its own: H2 looks a list of values up by the first column of an index only.
CREATE INDEX reference_target_id ON reference (target_id);
CREATE INDEX reference_label ON reference (label);
