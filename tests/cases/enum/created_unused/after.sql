-- Types that nothing uses, one of them without any label.
create type a_kind as enum ('x');
create type b_kind as enum ();
create type c_kind as enum ('one', 'two words', 'it''s', 'ÄÖ', '');
