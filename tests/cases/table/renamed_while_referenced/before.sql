create table account (id int constraint pk_account primary key, parent_id int);
create table orders (
  id int primary key,
  account_id int not null constraint orders_fk references account on delete cascade
);
alter table account add constraint account_parent foreign key (parent_id) references account;
comment on table account is 'who may log in';
