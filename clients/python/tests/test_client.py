import asyncio
import io
import json
import os
import sys
import tempfile
import unittest
from contextlib import redirect_stderr
from datetime import date

from quarry import AsyncQuarry, Conflict, ConnectionFailed, InvalidInput, JobFailed, NotAllowed, Quarry, Unavailable, WaitedTooLong

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from stub import Stub  # noqa: E402


def job(status="queued", **more):
    return {"id": 7, "job_type": "optimize", "status": status, "progress_current": 1, "progress_total": 4, **more}


RESULT = {
    "results": {"columns": ["rsi_min", "total_return"], "records": [{"rsi_min": 70, "total_return": 3.5}]},
    "assessment": {"verdict": {"outcome": "likely_luck", "sentence": "Likely luck: <b> does as well."}},
}


class Client(unittest.TestCase):
    def setUp(self):
        self.stub = Stub()
        self.q = Quarry(self.stub.url, key="secret")
        self.market = self.q.market("sample", "BTC/USD", "30m", date(2014, 1, 1), "2014-02-01")

    def tearDown(self):
        self.q.transport.close()
        self.stub.close()

    def test_a_search_is_a_job_whose_result_is_a_table_and_a_verdict(self):
        self.stub.say("POST", "/optimize", {"job": job()})
        self.stub.say("GET", "/jobs/7", job("running", progress_message="Testing"))
        self.stub.say("GET", "/jobs/7", job("succeeded", result=RESULT))
        result = self.q.optimize(self.market, param_grid={"rsi_min": range(68, 71)}, unique=True).result(progress=False)

        self.assertEqual(result.best, {"rsi_min": 70, "total_return": 3.5})
        self.assertEqual(result.verdict.outcome, "likely_luck")
        self.assertFalse(result.verdict.holds_up)
        self.assertIn("&lt;b&gt; does as well", result._repr_html_())
        method, path, headers, body = self.stub.asked[0]
        self.assertEqual((method, path), ("POST", "/v1/optimize?unique=true"))
        self.assertEqual(headers["X-Api-Key"], "secret")
        sent = json.loads(body)
        self.assertEqual(sent["param_grid"], {"rsi_min": [68, 69, 70]})
        self.assertEqual(sent["start_ts"], "2014-01-01")
        self.assertNotIn("unique", sent)

    def test_a_bar_is_drawn_where_it_is_asked_for(self):
        self.stub.say("GET", "/jobs/7", job("running", progress_message="Testing", eta_seconds=12))
        self.stub.say("GET", "/jobs/7", job("running", progress_message="Testing", eta_seconds=12))
        self.stub.say("GET", "/jobs/7", job("succeeded", progress_current=4, result=RESULT))
        lines = io.StringIO()
        with redirect_stderr(lines):
            self.q.job(7).wait(progress=True)
        self.assertIn("25%  Testing, 12 s left", lines.getvalue())
        self.assertIn("100%", lines.getvalue())

    def test_a_job_that_fails_or_takes_too_long_says_so(self):
        self.stub.say("GET", "/jobs/7", job("failed", error="No prices"))
        with self.assertRaises(JobFailed) as failed:
            self.q.job(7).result()
        self.assertIn("No prices", str(failed.exception))
        self.stub.answers.clear()
        self.stub.say("GET", "/jobs/7", job("running"))
        with self.assertRaisesRegex(WaitedTooLong, "it goes on"):
            self.q.job(7).wait(timeout=0.1)

    def test_a_refusal_is_an_exception_with_the_fields_of_the_problem(self):
        self.stub.say(
            "POST",
            "/backtest",
            {"title": "Invalid", "detail": "1 field is wrong", "errors": [{"field": "params.rsi_min", "reason": "must be a number"}], "x": 1},
            422,
        )
        with self.assertRaises(InvalidInput) as refused:
            self.q.backtest(self.market, rsi_min="x")
        problem = refused.exception
        self.assertEqual(problem.status, 422)
        self.assertEqual(problem.errors[0].field, "params.rsi_min")
        self.assertEqual(problem.more, {"x": 1})
        self.assertIn("params.rsi_min must be a number", str(problem))
        self.stub.say("GET", "/jobs/8", {"detail": "no key"}, 401)
        self.stub.say("GET", "/jobs/9", {"detail": "later"}, 409)
        with self.assertRaises(NotAllowed):
            self.q.job(8)
        with self.assertRaises(Conflict):
            self.q.job(9)

    def test_what_is_away_for_a_moment_is_asked_again_under_the_same_key(self):
        self.stub.say("POST", "/optimize", {"detail": "away"}, 503, Retry_After="0")
        self.stub.say("POST", "/optimize", {"job": job()})
        self.q.optimize(self.market)
        keys = {headers["Idempotency-Key"] for _, _, headers, _ in self.stub.asked}
        self.assertEqual((len(self.stub.asked), len(keys)), (2, 1))
        self.stub.say("GET", "/jobs/8", {"detail": "away"}, 503, Retry_After="0")
        with self.assertRaises(Unavailable):
            self.q.job(8)

    def test_what_is_no_server_of_quarry_is_said(self):
        self.stub.say("GET", "/jobs/7", b"<html>", 404)
        with self.assertRaisesRegex(ConnectionFailed, "not as Quarry does"):
            self.q.job(7)
        with self.assertRaisesRegex(ConnectionFailed, "cannot be asked"):
            Quarry("http://127.0.0.1:1").job(7)
        with self.assertRaisesRegex(ValueError, "not the address"):
            Quarry("ftp://there")

    def test_pages_are_read_to_their_end_and_no_further_than_asked(self):
        self.stub.say("GET", "/discovery/runs", {"runs": [{"params": {"a": 1}, "metrics": {"total_return": 2.0}}], "next_cursor": "c"})
        self.stub.say("GET", "/discovery/runs", {"runs": [{"params": {"a": 2}, "metrics": {"total_return": 1.0}}], "next_cursor": None})
        table = self.q.runs(param_rsi_min=[65, 70], winners=True)
        self.assertEqual(table.columns, ["a", "total_return"])
        self.assertEqual(table.column("a"), [1, 2])
        self.assertIn("param.rsi_min=65&param.rsi_min=70&winners=true", self.stub.asked[0][1])
        self.assertIn("cursor=c", self.stub.asked[1][1])

    def test_a_table_that_is_broken_off_leaves_no_file_and_says_why(self):
        self.stub.say("GET", "/discovery/runs", b'a,b\n1,2\n"This table is not complete: the database went away')
        self.stub.say("GET", "/patterns", b"PAR1 and no end")
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(ConnectionFailed, "the database went away"):
                self.q.download(os.path.join(folder, "runs.csv"), "/discovery/runs")
            with self.assertRaises(ConnectionFailed):
                self.q.download(os.path.join(folder, "rules.parquet"), "/patterns")
            with self.assertRaisesRegex(ValueError, "xlsx"):
                self.q.download(os.path.join(folder, "runs.xlsx"), "/discovery/runs")
            self.assertEqual(os.listdir(folder), [])

    def test_prices_go_as_a_form(self):
        self.stub.say("POST", "/prices/import", {"job": job()})
        self.q.upload(b"time,open\n", "BTC/USD", "1h", exchange="mine", name='a"b.csv', time_zone="UTC")
        body = self.stub.asked[0][3].decode()
        self.assertIn('name="symbol"\r\n\r\nBTC/USD\r\n', body)
        self.assertIn('name="time_zone"\r\n\r\nUTC\r\n', body)
        self.assertIn("filename=\"a'b.csv\"\r\nContent-Type: application/octet-stream\r\n\r\ntime,open\n", body)

    def test_a_strategy_takes_expressions_and_plain_defaults(self):
        from quarry.expressions import close, f, p

        written = self.q.strategy("mine", {"n": 20, "on": True, "x": {"type": "choice"}}, long={"enter": close > f.ema(close, p.n)})
        self.assertEqual(written["parameters"]["n"], {"type": "integer", "default": 20})
        self.assertEqual(written["parameters"]["on"]["type"], "boolean")
        self.assertEqual(written["long"], {"enter": "close > ema(close, n)"})

    def test_a_backtest_draws_its_equity(self):
        frame = json.dumps({"columns": ["Close"], "index": ["2014-01-01T00:00:00.000Z", "2014-01-02T00:00:00.000Z"], "data": [[1.0], [2.0]]})
        none = json.dumps({"columns": ["Side"], "index": [], "data": []})
        self.stub.say(
            "POST",
            "/backtest",
            {
                "ds": frame,
                "trades": none,
                "stats": {"trades": 0, "total_equity_return_pct": 1.5, "profit_factor": None},
                "performance": {"exposure": 0.25},
                "mark_to_market_curve": [100.0, 101.5],
                "strategy": {"name": "rsi_bands"},
            },
        )
        test = self.q.backtest(self.market, {"rsi_min": 60}, stop_pct=2)
        self.assertEqual(json.loads(self.stub.asked[0][3])["params"]["stop_pct"], 2)
        self.assertIn("Total return +1.50%", repr(test))
        self.assertIn("<polyline", test._repr_html_())
        self.assertIn("says nothing about luck", test._repr_html_())
        self.assertEqual(test.bars.column("Close"), [1.0, 2.0])
        self.assertEqual(len(test.trades), 0)

    def test_everything_can_be_awaited(self):
        self.stub.say("POST", "/optimize", {"job": job()})
        self.stub.say("GET", "/jobs/7", job("succeeded", result=RESULT))

        async def search():
            async with AsyncQuarry(self.stub.url) as q:
                enqueued = await q.optimize(self.market)
                return await enqueued.result()

        self.assertEqual(asyncio.run(search()).best["rsi_min"], 70)

    def test_a_study_gives_each_point_once(self):
        study = self.q.study(self.market, {"a": [1, 2, 3], "b": [True, False]}, seed=4)
        points = study.ask(4) + study.ask(10)
        self.assertEqual(len({tuple(point.items()) for point in points}), 6)
        self.assertEqual(study.ask(1), [])


if __name__ == "__main__":
    unittest.main()
