-- varchar and text share an operator class: the index may stay as it is.
create table member (id int primary key, nick text, constraint member_nick_key unique (nick));
