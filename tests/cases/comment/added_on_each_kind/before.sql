create schema lab;
create type lab.unit as enum ('g', 'kg');
create sequence lab.batch_no;
create table lab.sample (id int constraint sample_pk primary key, code text constraint sample_code unique,
  qty int constraint sample_qty check (qty > 0), parent int constraint sample_parent references lab.sample,
  span int4range, constraint sample_span exclude using gist (span with &&));
create index sample_qty_ix on lab.sample (qty);
