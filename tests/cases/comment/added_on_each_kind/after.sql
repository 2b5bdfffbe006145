-- Ten comments, one on every kind of object there is here.
create schema lab;
create type lab.unit as enum ('g', 'kg');
create sequence lab.batch_no;
create table lab.sample (id int constraint sample_pk primary key, code text constraint sample_code unique,
  qty int constraint sample_qty check (qty > 0), parent int constraint sample_parent references lab.sample,
  span int4range, constraint sample_span exclude using gist (span with &&));
create index sample_qty_ix on lab.sample (qty);
comment on schema lab is 'schema';
comment on type lab.unit is 'enum';
comment on sequence lab.batch_no is 'sequence';
comment on table lab.sample is 'table';
comment on column lab.sample.qty is 'column';
comment on constraint sample_pk on lab.sample is 'primary key';
comment on constraint sample_code on lab.sample is 'unique';
comment on constraint sample_qty on lab.sample is 'check';
comment on constraint sample_parent on lab.sample is 'foreign key';
comment on constraint sample_span on lab.sample is 'exclusion';
comment on index lab.sample_qty_ix is 'index';
comment on index lab.sample_pk is 'the index below the key';
