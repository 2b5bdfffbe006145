-- What a query can be made of comes back as it was.
create table sale (id int primary key, shop int, price numeric, at date, data jsonb);
create table shop (id int primary key, name text unique);
create view windowed as select id, rank() over w as place, sum(price) filter (where price > 0) over (partition by shop order by at rows between 1 preceding and current row) as sum from sale window w as (partition by shop order by price desc nulls last);
create view sets as select shop, at, sum(price) from sale group by grouping sets ((shop, at), rollup (shop), ()) having sum(price) > 0;
create view joined as select s.name, l.id, x.n from shop s left join lateral (select id from sale where shop = s.id limit 1) l on true cross join generate_series(1, 3) with ordinality x(n, o) full join sale z on z.id = l.id;
create view merged as select * from shop a natural join (select id, price from sale) b;
create view used as select a.id, a.name, c.name as other from shop a join sale b using (id) join shop c on c.id = b.shop and exists (select from sale where shop = c.id) and c.name = any (select name from shop) where (a.id, b.id) in (select 1, 2);
create view withs as with a as materialized (select id from sale), b(n) as not materialized (select count(*) from a) select * from b union all (select id from a order by id desc fetch first 2 rows with ties) except select 1 order by 1;
create view jsons as select id, data ->> 'a' as a, data #>> '{b,c}' as b, data @> '{"x": 1}' as c, jsonb_path_exists(data, '$.a') as d, k.key, k.value from sale, jsonb_each(data) k where data ? 'k';
create view records as select r.a, r.b from jsonb_to_recordset('[]') as r(a int, b text), lateral unnest(array[1, 2], array['x']) u(i, t), rows from (generate_series(1, 2), generate_series(1, 3)) v(p, q);
create view sampled as select distinct on (shop) * from only sale tablesample bernoulli (10) repeatable (1) order by shop, at desc;
create view locked as select id, at from sale for update of sale skip locked;
create view rows as select row(1, 'a') = row(id, name) as same, (row(id, name)).f1 as first, s as whole, s.*::text as text from shop s;
create view aggregates as select string_agg(distinct name, ',' order by name) as names, percentile_cont(0.5) within group (order by id) as middle, array_agg(s order by s.id) as whole, count(*) filter (where id > 1) as some, count(distinct (id, name)) as pairs from shop s;
