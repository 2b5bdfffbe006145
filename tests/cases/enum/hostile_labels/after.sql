-- Quotes, spaces, backslashes, unicode, comment marks and 63 bytes.
create type odd as enum ('it''s', '-- not a comment', 'a "b"', '日本', 'semi;colon', 'back\slash', 'sixty-three-bytes-sixty-three-bytes-sixty-three-bytes-sixty-thr');
create table t (id int primary key, v odd default 'a "b"');
