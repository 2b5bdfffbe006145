create table account (id int constraint account_key primary key, email text not null);
