package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.backtest.Backtest;
import dev.quarry.backtest.IndicatorCache;
import dev.quarry.backtest.RandomMarket;
import dev.quarry.backtest.Side;
import dev.quarry.backtest.StrategyParameters;
import dev.quarry.backtest.Timeframe;
import dev.quarry.backtest.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomEntriesTest {

    @Property(tries = 100)
    void every_draw_has_the_asked_number_of_each_side_at_bars_of_its_own(
            @ForAll long seed, @ForAll @IntRange(max = 40) int shorts, @ForAll @IntRange(max = 40) int longs) {
        RandomEntrySource source =
                new RandomEntrySource(IntStream.range(20, 100).toArray(), shorts, longs, new SplittableRandom(seed));
        List<Side> sides = new ArrayList<>();
        for (int bar = 0; bar < 100; bar++) {
            int at = bar;
            source.at(bar).ifPresent(side -> {
                assertThat(at).isGreaterThanOrEqualTo(20);
                sides.add(side);
            });
        }
        assertThat(sides.stream().filter(s -> s == Side.SHORT)).hasSize(shorts);
        assertThat(sides.stream().filter(s -> s == Side.LONG)).hasSize(longs);
    }

    @Test
    void an_entry_that_is_not_asked_for_at_its_bar_waits() {
        RandomEntrySource source = new RandomEntrySource(new int[] {3, 4}, 1, 1, new SplittableRandom(1));
        assertThat(source.at(2)).isEmpty();
        assertThat(source.at(10)).isPresent();
        assertThat(source.at(11)).isPresent();
        assertThat(source.at(12)).isEmpty();
    }

    @Property(tries = 60)
    void the_strategys_own_entries_played_back_give_its_own_trades(@ForAll Timeframe timeframe, @ForAll long seed) {
        IndicatorCache cache = new IndicatorCache(RandomMarket.bars(timeframe, 300, seed));
        StrategyParameters parameters = RandomMarket.parameters(seed);
        List<Trade> trades = Backtest.run(cache, parameters).trades();
        Map<Integer, Side> entries = trades.stream().collect(Collectors.toMap(Trade::entryBar, Trade::side));
        assertThat(Backtest.trades(cache, parameters, bar -> Optional.ofNullable(entries.get(bar))))
                .isEqualTo(trades);
    }

    @Test
    void entries_of_a_strategy_that_has_none_to_offer_are_not_better_than_random() {
        Search search = Searches.of(Markets.noise(4));
        StrategyParameters parameters = Search.parameters(Searches.BASE).orThrow();
        List<Trade> trades = Backtest.run(search.indicators(), parameters).trades();
        RandomEntries random = RandomEntries.of(search.indicators(), parameters, trades, 99, 1, () -> {});
        assertThat(random.runs()).isEqualTo(99);
        assertThat(random.pValue()).isGreaterThan(0.05);
        assertThat(random.returnPercentAt5()).isLessThan(random.returnPercentAt50());
        assertThat(random.returnPercentAt50()).isLessThan(random.returnPercentAt95());
    }
}
