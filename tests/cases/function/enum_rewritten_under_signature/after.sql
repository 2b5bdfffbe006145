-- Functions whose signature names the type go before it is made anew and come back after.
create type order_state as enum ('paid', 'open');
create table orders (id int primary key, state order_state, states order_state[]);
create function is_open(s order_state default 'open') returns boolean language sql immutable as $$ select s = 'open' $$;
create function any_open(variadic s order_state[]) returns order_state language sql immutable as $$ select s[1] $$;
create function untouched(s text) returns boolean language sql as $$ select s::order_state = 'open' $$;
create table log (id int, ok boolean default is_open('open'::order_state), constraint open check (is_open('paid') is not null));
comment on function is_open(order_state) is 'open?';
