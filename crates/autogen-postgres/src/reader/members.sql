select d.classid, d.objid, d.refobjid from pg_depend d where d.deptype = 'e' and d.objid >= 16384
