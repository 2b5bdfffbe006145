create table t (id int primary key, a text compression pglz, b text, c text compression pglz, d text compression pglz);
