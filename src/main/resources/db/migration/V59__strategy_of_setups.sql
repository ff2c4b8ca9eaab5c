-- Whose parameters the runs of a setup have. Nodes of the version before know the built-in family only, and write no other.
alter table backtest_setup add column strategy text not null default 'rsi_bands';
