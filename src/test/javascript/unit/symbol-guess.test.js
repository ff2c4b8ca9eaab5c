import { equal, test } from "../test.js";
import { symbolOf } from "/console/symbol-guess.js";

test("a pair is found in one word or two, whatever stands around it", () => {
  equal(symbolOf("BTCUSDT-1h-2024-01.csv"), "BTC/USDT");
  equal(symbolOf("bitstamp_btcusd_30m.csv.gz"), "BTC/USD");
  equal(symbolOf("Kraken ETH-EUR daily.csv"), "ETH/EUR");
  equal(symbolOf("eurusd_m15.csv"), "EUR/USD");
});

test("a share is the one word that is written large", () => {
  equal(symbolOf("AAPL.csv"), "AAPL");
  equal(symbolOf("MSFT_daily_2020.csv"), "MSFT");
});

test("a name that tells no market is not made one", () => {
  equal(symbolOf("prices.csv"), "");
  equal(symbolOf("Kurse 2024.csv"), "");
  equal(symbolOf("bitstamp_prices.csv"), "");
});
