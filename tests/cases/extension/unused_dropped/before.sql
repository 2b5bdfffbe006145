create extension hstore; create extension pgcrypto;
