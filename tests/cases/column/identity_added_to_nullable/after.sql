-- An identity column must be NOT NULL first.
create table member (no int generated always as identity (start with 100), email text);
