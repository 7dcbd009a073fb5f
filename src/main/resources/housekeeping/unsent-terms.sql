DELETE FROM search_term
 WHERE kind IN ('document', 'email', 'name')
   AND head_id IN (SELECT head_id FROM message WHERE id > :#from AND id <= :#to)
   AND NOT EXISTS (
       SELECT 1 FROM message m WHERE m.head_id = search_term.head_id AND m.body IS NOT NULL)
