-- Fillfactor, payload column, operator class, order and collation inside an exclusion constraint.
create table booking (id int primary key, area box, code text,
  constraint booking_area exclude using gist (area with &&) include (id) with (fillfactor = 70),
  constraint booking_code exclude using btree (code collate "C" text_pattern_ops desc nulls last with =));
