-- What searches of a series and range came to, so that the luck of the next one is judged against them too: a sample of
-- distinct outcomes with their returns. Assessments are said again when their method changes. Nodes of the version before
-- neither read nor write the new columns; what they say is of the first method.
alter table trial_sketch add column outcomes bytea not null default '';
alter table leaderboard_assessment add column method text not null default '1';
