-- The sequence behind an identity follows the column's type, its upper bound too.
create table member (id bigint generated always as identity primary key, email text);
create table visit (member_id bigint references member);
