-- A plain rename; the only named part keeps its name.
create table member (id int constraint account_key primary key, email text not null);
