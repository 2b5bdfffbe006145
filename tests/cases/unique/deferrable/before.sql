create table slot (a int constraint slot_a unique, b int constraint slot_b unique deferrable, c int constraint slot_c unique deferrable initially deferred);
