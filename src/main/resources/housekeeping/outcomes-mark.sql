-- Outcomes go whole, with their keys: nothing is done twice by telling once more what is told to nobody any more.
-- Their keys are marked first, since they cannot be found without their messages.
UPDATE head SET order_key = '~told'
 WHERE type = 'outcome' AND id IN (
       SELECT head_id FROM message WHERE id > :#from AND id <= :#to)
