create table doc (id int primary key, body text default '{}', old json);
