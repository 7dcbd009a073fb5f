-- By what a person is found, of keys of which no body is left. The same in OrderIndex, for an erasure.
DELETE FROM search_term
 WHERE kind IN ('document', 'email', 'name')
   AND head_id IN (
       SELECT head_id FROM delivery WHERE finished_at > :#from AND finished_at <= :#to)
   AND NOT EXISTS (
       SELECT 1 FROM message m WHERE m.head_id = search_term.head_id AND m.body IS NOT NULL)
