DELETE FROM difference WHERE id IN (
  SELECT id FROM difference WHERE found_at < :#before ORDER BY found_at FETCH FIRST 500 ROWS ONLY)
