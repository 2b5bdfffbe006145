-- A view of a column that is not there.
select id,
       nick_name
from shop.customer
