DELETE FROM delivery WHERE id IN (
  SELECT d.id
    FROM message m
    JOIN head h ON h.id = m.head_id AND h.type = 'outcome'
    JOIN delivery d ON d.message_id = m.id AND d.finished_at IS NOT NULL AND d.state <> 'parked'
   WHERE m.id > :#from AND m.id <= :#to)
