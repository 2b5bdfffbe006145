-- Column, enum and index all come at once, the predicate naming a label.
create type sample_state as enum ('fresh', 'spoiled');
create table sample (id int primary key, taken date, state sample_state not null default 'fresh');
create index sample_spoiled on sample (taken) where state = 'spoiled';
create index sample_state on sample (state, taken desc);
