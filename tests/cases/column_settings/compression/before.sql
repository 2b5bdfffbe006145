create table t (id int primary key, a text, b text compression pglz, c text compression pglz);
