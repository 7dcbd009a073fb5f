DELETE FROM message
 WHERE id > :#from AND id <= :#to
   AND EXISTS (SELECT 1 FROM head h WHERE h.id = message.head_id AND h.type = 'outcome')
   AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.message_id = message.id)
