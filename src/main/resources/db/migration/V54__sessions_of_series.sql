-- When bars open on the clock of their market, where summer time moves them: told by bars of both seasons, needed for those of
-- one that come later. Nodes of the version before neither read nor write it, and refuse such bars as they did.
alter table series add column session text;
