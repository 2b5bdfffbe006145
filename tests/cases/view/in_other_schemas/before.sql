create schema report;
create schema "Old Things";
create table report.member (id int primary key, email text, kind int);
create table member (id int primary key, email text);
create view report.mails as select m.email, r.kind from member m join report.member r using (id);
create view "Old Things".mails as select * from report.mails;
create view own as select email from "Old Things".mails;
