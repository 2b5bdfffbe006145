create type mood as enum ('low', 'high');
create table entry (
    first mood,
    last mood,
    constraint same check (first = last)
);
create index entry_differs on entry ((first <> last));
