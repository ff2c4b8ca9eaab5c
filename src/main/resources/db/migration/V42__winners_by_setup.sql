-- Winners are counted and ranked by any figure from this index alone, which lies as their rows do and is a sixth of them. It
-- takes some seconds for each million of winners to build; outcomes cannot be written meanwhile.
create index backtest_outcome_won on backtest_outcome (setup_id, id)
    include (runs, first_index, total_return, max_drawdown, max_mark_to_market_drawdown, profit_factor, win_rate,
             sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return, run_timestamp)
    where is_winner;
