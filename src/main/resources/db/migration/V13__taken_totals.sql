-- Orders that a person takes with their store's total, whatever their parts make; who said so
-- stands in the audit.
CREATE TABLE taken_total (
    source      VARCHAR(100) NOT NULL,
    message_key VARCHAR(200) NOT NULL,
    taken_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (source, message_key)
);
