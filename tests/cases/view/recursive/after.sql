-- A recursive view gets a column more, and the base another type.
create table node (id int primary key, parent int references node, name varchar(40));
create recursive view tree (id, path, depth) as
    select id, name::text, 0 from node where parent is null
    union all
    select n.id, t.path || '/' || n.name, t.depth + 1 from node n join tree t on t.id = n.parent;
