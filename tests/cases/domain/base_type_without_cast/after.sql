create domain doc as jsonb constraint doc_object check (jsonb_typeof(value) = 'object');
create table t (id int primary key, d doc not null);
