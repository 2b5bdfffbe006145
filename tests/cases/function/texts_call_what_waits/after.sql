-- What a text calls stands in no catalog: whatever runs one over rows waits for all routines.
create table word (id int primary key, letters text not null);
create table list (id int primary key);
create materialized view known as select id, letters from word;
create view short as select letters from word where length(letters) < 9;
create function shorts() returns setof short language sql stable as $$ select * from public.short $$;
create function all_known() returns setof known language sql stable as $$ select * from public.known $$;
create function is_short(candidate text) returns boolean language sql stable as
    $$ select exists (select from public.shorts() s where s.letters = candidate) $$;
create function how_many() returns bigint language plpgsql stable as
    $$ begin return (select count(*) from public.all_known()); end $$;
alter table word add constraint brief check (is_short(letters));
create view bridge as select how_many() as n;
create materialized view amount as select n from bridge;
