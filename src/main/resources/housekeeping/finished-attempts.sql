-- What was sent and came back, of deliveries that ended well in this block. What was dismissed stays longer.
DELETE FROM attempt WHERE delivery_id IN (
  SELECT id FROM delivery
   WHERE finished_at > :#from AND finished_at <= :#to
     AND state IN ('delivered', 'skipped', 'superseded') AND previous_state <> 'dead')
