create table reading (
  a smallint, b int, c real, d varchar(10), e char(4), f numeric(6,2), g timestamp(0), h time(3), i interval(0), j bit varying(4),
  k varchar(5)[], l numeric(4,1)[], m date, n json, o cidr
);
