-- Of a state only what the rules of its versions still look at stays: what was acknowledged last, and what was tried
-- since. The same stands in StateVersions, which does it for keys that change often.
DELETE FROM attempt WHERE delivery_id IN (
    SELECT o.id
      FROM delivery d
      JOIN head h ON h.id = d.head_id AND h.type IN ('stock', 'price', 'product', 'customer')
      JOIN delivery o ON o.head_id = d.head_id AND o.subscription_id = d.subscription_id
                     AND o.version <= d.version AND o.finished_at <= :#to
                     AND o.state IN ('superseded', 'skipped', 'delivered')
     WHERE d.finished_at > :#from AND d.finished_at <= :#to
       AND EXISTS (
           SELECT 1 FROM delivery n
            WHERE n.head_id = o.head_id AND n.subscription_id = o.subscription_id AND n.version > o.version
              AND (n.state = 'delivered'
                OR o.state <> 'delivered' AND o.progress IS NULL AND (o.attempts = 0 OR n.attempts > 0))))
