-- What resources have been tried for, and how often.
select resource_id, 'ethanol' as end_use, count(*) as trials, max(observed_at) as last_tried_at
from data_portal.observation
where id in (select observation_id from data_portal.fermentation_record)
group by resource_id
union all
select resource_id, 'syngas', count(*), max(observed_at)
from data_portal.observation
where id in (select observation_id from data_portal.gasification_record)
group by resource_id
