-- Only the named columns are set to null: the list is part of the definition.
create table tenant_user (tenant int, id int, primary key (tenant, id));
create table post (id int primary key, tenant int not null, author int, editor int default 0,
  constraint post_author foreign key (tenant, author) references tenant_user on delete set null (author),
  constraint post_editor foreign key (tenant, editor) references tenant_user on delete set null (editor));
