-- Not deferrable, deferrable, initially deferred: each to the next.
create table slot (a int constraint slot_a unique deferrable, b int constraint slot_b unique deferrable initially deferred, c int constraint slot_c unique);
