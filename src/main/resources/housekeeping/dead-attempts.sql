DELETE FROM attempt WHERE delivery_id IN (
  SELECT id FROM delivery
   WHERE finished_at > :#from AND finished_at <= :#to
     AND (state = 'dead' OR state = 'skipped' AND previous_state = 'dead'))
