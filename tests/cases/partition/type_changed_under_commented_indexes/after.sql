-- Postgres gives the partitions' indexes the comments of those above, or none, when it makes them anew.
create table p (id int, v varchar(6), n int, constraint p_key unique (v, id)) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20) partition by range (id);
create table p3 partition of p2 for values from (10) to (15);
create index p_v on p (v);
create index p_lower on p (lower(v));
create index p_n on p (n);
comment on index p_v is 'of all';
comment on index p_n is 'stays';
comment on index p1_v_idx is 'of one';
comment on index p3_lower_idx is 'other';
comment on index p_key is 'of all';
comment on constraint p_key on p is 'of all';
comment on constraint p1_v_id_key on p1 is 'of one';
comment on index p3_v_id_key is 'of one';
