-- text needs body::jsonb (to_jsonb would wrap it as a string); json needs nothing.
create table doc (id int primary key, body jsonb default '{}', old jsonb);
