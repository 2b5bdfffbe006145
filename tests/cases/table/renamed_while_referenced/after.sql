-- References follow a rename by themselves; dropping and adding them would be waste.
create table member (id int constraint pk_account primary key, parent_id int);
create table orders (
  id int primary key,
  account_id int not null constraint orders_fk references member on delete cascade
);
alter table member add constraint account_parent foreign key (parent_id) references member;
comment on table member is 'who may log in';
