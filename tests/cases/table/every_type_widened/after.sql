-- Fifteen type changes in one table, none of which needs USING.
create table reading (
  a int, b bigint, c double precision, d varchar(20), e char(8), f numeric(9,2), g timestamp(3), h time(6), i interval(3), j bit varying(9),
  k varchar(9)[], l numeric(6,1)[], m timestamp, n jsonb, o inet
);
