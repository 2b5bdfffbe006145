-- CREATE TABLE would take constraints that are alike for one and forget the other's name
create table other (id integer);
create table booking (id integer, code text, span int4range);
alter table booking add constraint booking_pkey primary key (id);
alter table booking add constraint again unique (id);
alter table booking add constraint code_one unique (code);
alter table booking add constraint code_two unique (code) with (fillfactor = 50);
alter table booking add constraint span_one exclude using gist (span with &&);
alter table booking add constraint span_two exclude using gist (span with &&);
comment on constraint span_two on booking is 'the second';
