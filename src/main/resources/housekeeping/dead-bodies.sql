-- A dead one cannot be tried again then, and says so.
UPDATE message SET body = NULL
 WHERE id IN (
       SELECT message_id FROM delivery
        WHERE finished_at > :#from AND finished_at <= :#to
          AND (state = 'dead' OR state = 'skipped' AND previous_state = 'dead'))
   AND body IS NOT NULL
   AND NOT EXISTS (
       SELECT 1 FROM delivery o
        WHERE o.message_id = message.id
          AND (o.finished_at IS NULL OR o.finished_at > :#to OR o.state = 'parked'))
   AND NOT EXISTS (
       SELECT 1 FROM head h
        WHERE h.id = message.head_id AND h.version = message.version
          AND h.type IN ('stock', 'price', 'product', 'customer'))
