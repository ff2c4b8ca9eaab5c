-- The parameters that do not vary, all of them, with the defaults of the time; null where a version before V32 wrote it.
alter table backtest_setup add column fixed_params json;
