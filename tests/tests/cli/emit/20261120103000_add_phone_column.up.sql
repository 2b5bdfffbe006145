-- autogen revision 20261120103000, follows 20261119000001
-- Add phone column
-- catalog unknown

alter table note add column phone text;
