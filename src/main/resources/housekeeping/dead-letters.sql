DELETE FROM dead_letter WHERE id IN (
  SELECT id FROM dead_letter WHERE recorded_at < :#before ORDER BY recorded_at FETCH FIRST 500 ROWS ONLY)
