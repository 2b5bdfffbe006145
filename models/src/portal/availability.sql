-- What each county can yield of each resource: the latest year that is known, moist and dry.
select distinct on (production.resource_id, place.fips)
    production.resource_id,
    place.fips as geoid,
    place.name as county,
    production.year,
    production.dry_tons,
    production.dry_tons / (1 - coalesce(resource.moisture_percent, 0) / 100) as wet_tons,
    product.harvested_in,
    coalesce(product.perennial, false) as perennial
from data_portal.production_record as production
join data_portal.place on place.id = production.place_id
join data_portal.resource on resource.id = production.resource_id
left join data_portal.primary_ag_product as product on product.id = resource.primary_ag_product_id
where place.fips is not null and coalesce(resource.moisture_percent, 0) < 100
order by production.resource_id, place.fips, production.year desc
