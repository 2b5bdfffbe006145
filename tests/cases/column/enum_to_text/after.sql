-- The type goes once its last column has left it.
create table orders (id int primary key, state text not null default 'open', past text[] default '{}');
