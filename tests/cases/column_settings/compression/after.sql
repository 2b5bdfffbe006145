create table t (id int primary key, a text compression lz4, b text, c text compression lz4, d text compression pglz);
