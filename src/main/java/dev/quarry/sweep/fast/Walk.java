package dev.quarry.sweep.fast;

import dev.quarry.engine.Statistics;
import dev.quarry.series.Bars;

/**
 * Walks from entry to entry of one combination and does the money of each trade. Belongs to one thread at a time.
 *
 * <p>The slow version is {@code dev.quarry.engine.StrategyLoop} with {@code PositionSizing}, which looks at every bar.
 * What depends on equity is computed here as there, operation by operation in the same order, since shorter formulas
 * would round differently; only the search for entries and exits is saved. FastSweepTest holds them equal.
 */
final class Walk {

    private final long[] openTime;
    private final Candidates candidates;
    private final TradeTally tally;
    private final MarkedEquity marked;
    private final Exits unshared = Exits.unshared();

    Walk(Bars bars, Candidates candidates) {
        this.openTime = bars.openTime();
        this.candidates = candidates;
        this.tally = new TradeTally(bars);
        this.marked = new MarkedEquity(bars);
    }

    /** Exits that are looked for each time. */
    Exits unshared() {
        return unshared;
    }

    /** The statistics of the run with these entries, exits and account. */
    Statistics statistics(EntrySet entries, Exits exits, ExitScan scan, AccountRules account) {
        tally.clear();
        ExitTable shorts = entries.anyShort() ? exits.table(true) : null;
        ExitTable longs = entries.anyLong() ? exits.table(false) : null;
        boolean oneSided = shorts == null || longs == null;
        int count = candidates.size();
        int lastBar = candidates.barCount - 1;

        boolean simple = account.simple();
        boolean sizedByStop = account.sizedByStop();
        double commissionRate = account.commission();
        double lossLimit = account.dailyLossLimitPercent();
        double riskPercent = account.riskPercent();
        double maxLeverage = account.maxLeverage();
        double maintenanceFraction = account.maintenanceFraction();
        double maxUtilization = account.maxUtilizationPercent();

        double equity = account.cash();
        double peak = equity;
        double deepest = 0;
        marked.start(equity, account.fundingRate(), scan.fillsNextOpen());
        double dayResult = 0;
        int resultDay = -1;

        int c = entries.next(0);
        while (c < count && equity > 0) {
            // Asked in this order because the last answer costs a look at memory and is hardly ever needed.
            if (dayResult <= -lossLimit && lossLimit > 0 && candidates.dayOfBar[candidates.bar[c]] == resultDay) {
                c = entries.next(candidates.nextDay[c]);
                continue;
            }
            boolean isShort = oneSided ? longs == null : entries.isShort(c);
            ExitTable table = isShort ? shorts : longs;
            int exitBar = table.exitBar(c);
            if (exitBar < 0) {
                exitBar = scan.fill(table, c, isShort);
            }
            int place = table.place(c);
            int number = place * ExitTable.NUMBERS;
            int next = table.numbers[number + ExitTable.NEXT];
            int day = table.numbers[number + ExitTable.DAY];
            int held = table.numbers[number + ExitTable.HELD];
            double[] facts = table.facts;
            int at = place * ExitTable.FACTS;
            double entryPrice = facts[at + ExitTable.ENTRY_PRICE];
            double exitPrice = facts[at + ExitTable.EXIT_PRICE];
            if (!(entryPrice > 0)) {
                c = entries.next(c + 1);
                continue;
            }

            double size;
            double notional;
            if (sizedByStop) {
                double riskPerUnit = facts[at + ExitTable.RISK_PER_UNIT];
                if (riskPerUnit <= 0) {
                    c = entries.next(c + 1);
                    continue;
                }
                size = riskPercent > 0 ? equity * riskPercent / 100 / riskPerUnit : 1.0;
                notional = size * entryPrice;
                double cap = equity * maxLeverage;
                if (maxLeverage > 0 && notional > cap) {
                    size *= cap / notional;
                    notional = size * entryPrice;
                }
            } else {
                notional = simple ? equity : equity * (maxLeverage > 0 ? maxLeverage : 1);
                size = notional / entryPrice;
            }
            if (maxUtilization > 0 && notional / maxLeverage / equity * 100 > maxUtilization) {
                c = entries.next(c + 1);
                continue;
            }
            boolean liquidated = false;
            if (maintenanceFraction > 0 && size > 0) {
                double maintenance = notional * maintenanceFraction;
                double liquidation =
                        isShort ? (equity + notional - maintenance) / size : entryPrice + (maintenance - equity) / size;
                double worst = facts[at + ExitTable.WORST_PRICE];
                boolean likeStop = account.liquidatesLikeStop();
                if (likeStop
                        ? candidates.bar[c] < lastBar && scan.liquidates(worst, exitBar, liquidation, isShort)
                        : (isShort ? worst >= liquidation : worst <= liquidation) && !Double.isInfinite(worst)) {
                    int entryBar = exitBar - held;
                    double fill = liquidation;
                    if (likeStop) {
                        HeldPosition position = scan.follow(candidates.bar[c], entryPrice, liquidation, isShort);
                        exitBar = position.exitBar();
                        fill = position.exitPrice();
                    } else {
                        exitBar = scan.liquidationBar(candidates.bar[c], liquidation, isShort);
                    }
                    next = candidates.from[exitBar + 1];
                    day = candidates.dayOfBar[exitBar];
                    held = exitBar - entryBar;
                    exitPrice = scan.filled(fill, isShort);
                    liquidated = true;
                }
            }

            double entryCommission = notional * commissionRate;
            double commission = entryCommission + size * exitPrice * commissionRate;
            double gain = isShort ? entryPrice - exitPrice : exitPrice - entryPrice;
            double pnl = gain * size - commission;
            double fundingPaid = 0;
            if (marked.isFunded()) {
                fundingPaid = marked.funding(isShort, exitBar - held, exitBar, notional);
                pnl -= fundingPaid;
            }
            double returnOnEquity = pnl / equity;
            double before = equity;
            equity = equity + pnl;
            double best = before + facts[at + ExitTable.BEST_GAIN] * size - entryCommission;
            double worst = before + facts[at + ExitTable.WORST_GAIN] * size - entryCommission;
            if (marked.isUneven()) {
                best = Double.POSITIVE_INFINITY;
                worst = Double.NEGATIVE_INFINITY;
            } else if (fundingPaid != 0) {
                best += Math.abs(fundingPaid);
                worst -= Math.abs(fundingPaid);
            }
            if (!marked.unchanged(best, worst, equity)) {
                boolean bounds = liquidated || exitBar == lastBar || marked.isUneven() || fundingPaid != 0;
                if (bounds || !marked.take(best, worst, equity)) {
                    int entryBar = exitBar - held;
                    marked.look(
                            isShort, entryBar, exitBar, entryPrice, size, notional, entryCommission, before, equity);
                }
            }
            tally.add(pnl, returnOnEquity, openTime[exitBar] - openTime[exitBar - held]);

            // The realised curve never shows an exit on the last bar (SPEC F).
            if (exitBar < lastBar) {
                peak = Math.max(peak, equity);
                deepest = Math.max(deepest, (peak - equity) / peak * 100);
            }
            if (day != resultDay) {
                resultDay = day;
                dayResult = 0;
            }
            dayResult += returnOnEquity * 100;
            c = entries.next(next);
        }
        return tally.statistics((equity / account.cash() - 1) * 100, deepest, marked.deepestPercent());
    }
}
