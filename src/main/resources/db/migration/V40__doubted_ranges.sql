-- What an exchange has said once and may take back: emptiness at the edge of an answer, bars that had just closed. It is
-- asked again, and known when it was said a second time. Nodes of the version before neither read nor write it.
alter table series add column doubted tstzmultirange not null default '{}';
