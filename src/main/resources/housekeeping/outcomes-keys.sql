DELETE FROM head
 WHERE order_key = '~told' AND type = 'outcome'
   AND NOT EXISTS (SELECT 1 FROM message m WHERE m.head_id = head.id)
