"""Against a running server: QUARRY_URL says where."""

import os
import tempfile
import unittest

from quarry import InvalidInput, Quarry
from quarry.expressions import close, f, high, low, p

URL = os.environ.get("QUARRY_URL")


@unittest.skipUnless(URL, "QUARRY_URL names no server; the tests of the whole project do")
class Server(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.q = Quarry(URL, key=os.environ.get("QUARRY_KEY"))
        cls.sample = cls.q.market("sample", "BTC/USD", "30m", "2014-01-01", "2014-03-31")
        cls.q.ingest(cls.sample).wait(progress=False)
        bars = cls.q.candles(cls.sample)
        text = "time,open,high,low,close,volume\n" + "\n".join(
            ",".join(str(row[name]) for name in ("ts_ms", "open", "high", "low", "close", "volume")) for row in bars
        )
        cls.q.upload(text.encode(), "BTC/USD", "30m", exchange="python").result(progress=False)
        cls.market = cls.q.market("python", "BTC/USD", "30m", "2014-01-01", "2014-03-31")

    def test_a_back_test_has_bars_trades_and_equity(self):
        test = self.q.backtest(self.market, rsi_min=55, rsi_ma_min=0, use_rsi_relation=False)
        self.assertEqual(len(test.equity), len(test.bars))
        self.assertEqual(test.stats["trades"], len(test.trades))
        self.assertGreater(len(test.trades), 0)
        self.assertIn("rsi30", test.bars.columns)

    def test_a_search_a_run_and_a_row_come_to_the_same(self):
        grid = {"rsi_min": [52, 55, 60], "stop_pct": [1, 2]}
        optimised = self.q.optimize(self.market, param_grid=grid, metric="total_return", min_trades=1).result(progress=False)
        discovered = self.q.discover(self.market, param_grid=grid).result(progress=False)
        runs = discovered.runs()
        self.assertEqual(len(runs), 6)
        self.assertEqual(optimised.best["total_return"], runs[0]["total_return"])
        again = optimised.backtest(0)
        self.assertAlmostEqual(again.stats["total_equity_return_pct"], runs[0]["total_return"], 9)
        self.assertTrue(optimised.verdict.sentence)
        self.assertEqual(again.verdict.outcome, optimised.verdict.outcome)
        verdict = self.q.assess(runs[0]["params_hash"]).result(progress=False)
        self.assertIn(verdict.outcome, ("holds_up", "likely_luck", "cannot_tell", "no_edge"))
        self.assertEqual(self.q.backtest_run(runs[0]["params_hash"]).verdict.outcome, verdict.outcome)
        self.assertIn("</html>", self.q.report(runs[0]["params_hash"]))

    def test_whole_tables_are_saved_in_every_form(self):
        job = self.q.discover(self.market, param_grid={"rsi_min": [51, 53, 57], "stop_pct": [1, 3]})
        job.wait(progress=False)
        with tempfile.TemporaryDirectory() as folder:
            csv = self.q.download(os.path.join(folder, "runs.csv"), "/discovery/runs", job_id=job.id, param_stop_pct=3)
            with open(csv) as file:
                lines = file.read().splitlines()
            self.assertEqual(len(lines), 4)
            self.assertIn("param_stop_pct", lines[0])
            for ending in ("arrows", "parquet"):
                self.assertGreater(os.path.getsize(self.q.download(os.path.join(folder, f"runs.{ending}"), "/discovery/runs", job_id=job.id)), 100)
            with self.assertRaises(InvalidInput):
                self.q.download(os.path.join(folder, "wrong.csv"), "/discovery/runs", colour="red")
            self.assertEqual(sorted(os.listdir(folder)), ["runs.arrows", "runs.csv", "runs.parquet"])

    def test_a_strategy_of_expressions_is_stored_checked_and_searched(self):
        top = f.highest(high, p.bars)[1]
        mine = self.q.strategy(
            "python_breakout",
            {"bars": {"type": "integer", "default": 20, "minimum": 2, "maximum": 200}},
            long={"enter": f.crosses_above(close, top), "exit": close < f.lowest(low, 10)[1]},
        )
        self.assertRegex(self.q.save(mine), r"python_breakout@\d+")
        self.assertFalse(self.q.check(mine, self.market)["faults"])
        result = self.q.optimize(
            self.market, "python_breakout", param_grid={"bars": [10, 20, 40]}, metric="total_return", min_trades=1
        ).result(progress=False)
        self.assertEqual(len(result.rows), 3)
        with self.assertRaises(InvalidInput) as refused:
            self.q.save({**mine, "long": {"enter": "close > emma(close, 20)"}})
        self.assertIn("ema", str(refused.exception))

    def test_told_points_are_tested_and_counted(self):
        study = self.q.study(self.market, {"rsi_min": range(50, 60), "stop_pct": [1, 2]}, metric="total_return")
        values = study.tell(study.ask(4))
        self.assertEqual(len(values), 4)
        self.assertEqual(max(values), study.best["total_return"])

    def test_jobs_are_found_again_with_their_history(self):
        job = self.q.job(self.q.jobs(limit=1)[0].id)
        self.assertTrue(job.events())


if __name__ == "__main__":
    unittest.main()
