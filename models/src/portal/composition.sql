-- What resources are made of: accepted values by resource, analysis, parameter, unit and county.
select
    resource.id as resource_id,
    resource.name as resource,
    case
        when compositional.observation_id is not null then 'compositional'
        when proximate.observation_id is not null then 'proximate'
        when ultimate.observation_id is not null then 'ultimate'
        else 'other'
    end as analysis_type,
    parameter.id as parameter_id,
    parameter.name as parameter,
    unit.id as unit_id,
    unit.symbol as unit,
    coalesce(place.fips, '') as geoid,
    count(*) as observations,
    avg(observation.value) as mean,
    min(observation.value) as least,
    max(observation.value) as most,
    stddev_samp(observation.value) as deviation
from data_portal.observation
join data_portal.resource on resource.id = observation.resource_id
join data_portal.parameter on parameter.id = observation.parameter_id
join data_portal.unit on unit.id = observation.unit_id
left join data_portal.field_sample on field_sample.id = observation.field_sample_id
left join data_portal.place on place.id = field_sample.place_id
left join data_portal.compositional_record as compositional on compositional.observation_id = observation.id
left join data_portal.proximate_record as proximate on proximate.observation_id = observation.id
left join data_portal.ultimate_record as ultimate on ultimate.observation_id = observation.id
where observation.state = 'accepted'
group by resource.id, analysis_type, parameter.id, unit.id, place.fips
