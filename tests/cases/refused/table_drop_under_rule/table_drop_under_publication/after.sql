-- The table goes that a rule on another one writes to.
create table note (id int primary key);
create rule noted as on insert to note do also nothing;
