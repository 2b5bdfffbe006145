-- autogen revision 20261120103000 (down), follows 20261119000001
-- Add phone column
-- catalog unknown

alter table note drop column phone;
