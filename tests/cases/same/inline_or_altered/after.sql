-- Constraints inline or afterwards, under the names that Postgres gives, in another order.
create table member (id int, email text, age int, team_id int);
create table team (id int);
alter table team add constraint team_pkey primary key (id);
create index member_age_idx on member using btree (age asc nulls last);
alter table only public.member add constraint member_team_id_fkey foreign key (team_id) references public.team (id) match simple on update no action on delete cascade not deferrable;
alter table member add constraint member_age_check check ((age > 0));
alter table member alter email set not null;
alter table member add constraint member_email_key unique (email);
alter table member add primary key (id);
