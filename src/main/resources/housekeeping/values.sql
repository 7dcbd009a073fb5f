-- Values of states that no delivery needs any more, of keys that change so often that their newest delivery is never
-- old. The newest stays.
DELETE FROM message
 WHERE id > :#from AND id <= :#to
   AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = message.id)
   AND EXISTS (
       SELECT 1 FROM head h
        WHERE h.id = message.head_id AND h.version > message.version
          AND h.type IN ('stock', 'price', 'product', 'customer'))
