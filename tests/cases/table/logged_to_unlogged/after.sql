-- Persistence changes in place: rows, index and sequence stay.
create unlogged table job_queue (id serial primary key, payload jsonb not null, tries int not null default 0);
create index job_queue_tries_idx on job_queue (tries);
