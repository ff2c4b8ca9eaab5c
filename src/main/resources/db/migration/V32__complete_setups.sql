alter table backtest_setup
    -- The parameters that do not vary, all of them, with the defaults of the time; null where a version before V32 wrote it.
    add column fixed_params json,
    -- How indicators start: 'cold_start' at the first bar of the range, 'pre_roll' at the first stored bar.
    add column warmup text not null default 'cold_start';
