-- Greatest fall, in percent, of the equity with open positions at each bar's close. Null where it is not known: outcomes
-- that were stored by a version without it.
alter table backtest_outcome add column max_mark_to_market_drawdown double precision;
