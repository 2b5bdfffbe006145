-- Production by county, year and class of resource, with its share of the year.
select
    usda.geoid,
    usda.year,
    resource.class_code,
    count(*) as resources,
    sum(usda.dry_tons) as dry_tons,
    sum(usda.dry_tons) / nullif(sum(sum(usda.dry_tons)) over (partition by usda.year), 0) as share
from data_portal.mv_usda_county_production as usda
join data_portal.resource on resource.id = usda.resource_id
group by usda.geoid, usda.year, resource.class_code
