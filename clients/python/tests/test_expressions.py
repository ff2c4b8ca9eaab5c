import unittest

from quarry.expressions import close, f, high, low, open, p, volume


class Expressions(unittest.TestCase):
    def test_a_rule_reads_as_it_is_written(self):
        top = f.highest(high, p.entry_bars)[1]
        rule = f.crosses_above(close, top) & (~p.trend | (close > f.ema(close, 200)))
        self.assertEqual(str(rule), "crosses_above(close, highest(high, entry_bars)[1]) and (not trend or close > ema(close, 200))")

    def test_brackets_stand_where_the_language_needs_them_and_nowhere_else(self):
        self.assertEqual(str((close - open) - (high - low)), "close - open - (high - low)")
        self.assertEqual(str((close - open) * 2 / volume), "(close - open) * 2 / volume")
        self.assertEqual(str((close > open) == (high > low)), "(close > open) == (high > low)")
        self.assertEqual(str((close - open)[1]), "(close - open)[1]")
        self.assertEqual(str(-(-close)), "-(-close)")
        self.assertEqual(str(~(close > 1) & ~~p.on_off), "not close > 1 and not (not on_off)")

    def test_numbers_and_texts_may_stand_on_either_side(self):
        self.assertEqual(str(2 - close), "2 - close")
        self.assertEqual(str(1 < close), "close > 1")
        self.assertEqual(str(f.on("4h", close) > -0.5), 'on("4h", close) > -0.5')
        self.assertEqual(str(f.if_(p.kind == "fast", 1, True)), 'if(kind == "fast", 1, true)')

    def test_and_or_not_of_python_are_refused_with_what_to_write_instead(self):
        with self.assertRaisesRegex(TypeError, "write & for and"):
            (close > 1) and (open > 1)
        with self.assertRaisesRegex(TypeError, "no place in a rule"):
            close > object()


if __name__ == "__main__":
    unittest.main()
