create table zone (id int, area int8range, constraint taken exclude using gist (area with &&));
create sequence stays owned by zone.id;
