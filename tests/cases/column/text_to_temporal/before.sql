create table import (id int primary key, born text, seen text, took text);
