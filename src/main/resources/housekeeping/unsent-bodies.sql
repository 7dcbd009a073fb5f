-- Bodies that nobody ever took.
UPDATE message SET body = NULL
 WHERE id > :#from AND id <= :#to AND body IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = message.id)
   AND NOT EXISTS (
       SELECT 1 FROM head h
        WHERE h.id = message.head_id AND h.version = message.version
          AND h.type IN ('stock', 'price', 'product', 'customer'))
