-- What a target held before it was sent anything need not be sent to it.
INSERT INTO state_move (from_state, to_state) VALUES ('pending', 'delivered');
