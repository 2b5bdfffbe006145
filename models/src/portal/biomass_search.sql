-- One row a resource, for the portal's search: its words, and what is known of it.
select
    resource.id as resource_id,
    resource.name,
    resource.class_code,
    class.name as class,
    setweight(to_tsvector('english', resource.name), 'A')
        || setweight(to_tsvector('english', array_to_string(resource.synonyms, ' ')), 'B')
        || setweight(to_tsvector('english', coalesce(class.description, '')), 'C') as search,
    coalesce(availability.dry_tons, 0) as dry_tons,
    coalesce(availability.counties, 0) as counties,
    coalesce(composition.parameters, 0) as parameters
from data_portal.resource
join data_portal.resource_class as class on class.code = resource.class_code
left join (
    select resource_id, sum(dry_tons) as dry_tons, count(*) as counties
    from data_portal.mv_availability
    group by resource_id
) as availability on availability.resource_id = resource.id
left join (
    select resource_id, count(distinct parameter_id) as parameters
    from data_portal.mv_composition
    group by resource_id
) as composition on composition.resource_id = resource.id
