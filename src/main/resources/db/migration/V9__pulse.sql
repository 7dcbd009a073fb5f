-- One row that is written to learn whether the database can be written.
CREATE TABLE pulse (
  id        INTEGER                  PRIMARY KEY,
  beaten_at TIMESTAMP WITH TIME ZONE NOT NULL
);

INSERT INTO pulse (id, beaten_at) VALUES (1, CURRENT_TIMESTAMP);
