-- Fermentations that count, with the yield of the best one of their organism.
select
    observation.id as observation_id,
    observation.resource_id,
    record.organism,
    record.temperature_celsius,
    record.ph,
    record.duration,
    record.ethanol_titer,
    max(record.ethanol_titer) over (partition by record.organism) as best_titer,
    cardinality(record.titer_series) as samples
from data_portal.fermentation_record as record
join data_portal.observation on observation.id = record.observation_id
where observation.state = 'accepted' and not record.contaminated
