-- The latest price of each offer: of a resource, in a county, at a point of the chain, in a currency.
select distinct on (price.resource_id, price.place_id, price.point, price.currency)
    price.id as price_id,
    price.resource_id,
    place.fips as geoid,
    price.point,
    price.amount,
    price.currency,
    price.valid_on
from data_portal.price
left join data_portal.place on place.id = price.place_id
order by price.resource_id, price.place_id, price.point, price.currency, price.valid_on desc, price.id desc
