-- The values that no delivery needs any more. The newest stays.
DELETE FROM message
 WHERE head_id IN (
       SELECT d.head_id
         FROM delivery d
         JOIN head h ON h.id = d.head_id AND h.type IN ('stock', 'price', 'product', 'customer')
        WHERE d.finished_at > :#from AND d.finished_at <= :#to)
   AND version < (SELECT h.version FROM head h WHERE h.id = message.head_id)
   AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = message.id)
