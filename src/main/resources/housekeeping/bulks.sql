DELETE FROM bulk WHERE id IN (
  SELECT id FROM bulk WHERE made_at < :#before AND state <> 'running' ORDER BY made_at FETCH FIRST 1 ROWS ONLY)
