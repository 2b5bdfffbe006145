create table t (id int primary key, a text, b text compression lz4, c text compression pglz);
