create type a as enum ('x');
