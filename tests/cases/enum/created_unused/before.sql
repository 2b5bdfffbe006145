create type a_kind as enum ('x');
