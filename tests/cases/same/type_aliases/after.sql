-- Two names for one type each.
create table t (a integer primary key, b boolean, c character varying(9), d character(3), e numeric(5,2), f double precision, g timestamp with time zone, h timestamp without time zone, i bigint, j float4, k varbit(3), l numeric, m float4, n char(1), o time(6) without time zone);
