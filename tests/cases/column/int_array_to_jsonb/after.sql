-- No cast of any kind: USING to_jsonb(readings), marked for review.
create table sample (id int primary key, readings jsonb not null);
