-- One table of every type family with its modifiers: what the reader prints must be what was meant.
create type mood as enum ('sad', 'ok', 'glad');
create schema lib;
create type lib.unit as enum ('g', 'kg');
create table every_type (
  c_smallint smallint, c_int int, c_bigint bigint, c_oid oid,
  c_numeric numeric, c_numeric_p numeric(9), c_numeric_ps numeric(12,4), c_real real, c_double double precision, c_money money,
  c_text text, c_varchar varchar, c_varchar_n varchar(100000), c_char char, c_char_n char(12), c_bpchar bpchar, c_name name, c_qchar "char",
  c_bytea bytea, c_bool boolean, c_uuid uuid, c_json json, c_jsonb jsonb, c_jsonpath jsonpath,
  c_date date, c_time time, c_time_p time(2), c_timetz timetz, c_timetz_p timetz(0),
  c_timestamp timestamp, c_timestamp_p timestamp(3), c_timestamptz timestamptz, c_timestamptz_p timestamptz(6),
  c_interval interval, c_interval_ym interval year to month, c_interval_ds interval day to second(3), c_interval_p interval(1), c_interval_h interval hour,
  c_bit bit, c_bit_n bit(7), c_varbit bit varying, c_varbit_n bit varying(33),
  c_inet inet, c_cidr cidr, c_macaddr macaddr, c_macaddr8 macaddr8,
  c_point point, c_line line, c_lseg lseg, c_box box, c_path path, c_polygon polygon, c_circle circle,
  c_tsvector tsvector, c_tsquery tsquery, c_regclass regclass, c_pg_lsn pg_lsn,
  c_int4range int4range, c_int8range int8range, c_numrange numrange, c_tsrange tsrange, c_tstzrange tstzrange, c_daterange daterange,
  c_mood mood, c_unit lib.unit,
  c_ints int[], c_matrix int[][], c_numerics numeric(6,2)[], c_varchars varchar(20)[], c_chars char(3)[], c_stamps timestamptz(3)[],
  c_intervals interval year[], c_bits bit(4)[], c_moods mood[], c_units lib.unit[]
);
