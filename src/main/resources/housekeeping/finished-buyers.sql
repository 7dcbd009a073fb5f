UPDATE order_clock SET buyer = NULL
 WHERE buyer IS NOT NULL
   AND head_id IN (
       SELECT head_id FROM delivery WHERE finished_at > :#from AND finished_at <= :#to)
   AND NOT EXISTS (
       SELECT 1 FROM message m WHERE m.head_id = order_clock.head_id AND m.body IS NOT NULL)
