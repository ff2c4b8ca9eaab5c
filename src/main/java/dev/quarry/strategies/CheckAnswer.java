package dev.quarry.strategies;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.language.syntax.Fault;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a check found.
 *
 * @param strategy what was looked at; null where it has faults
 * @param faults what a back-test would be refused for
 * @param warnings what may not be meant
 * @param market what the rules do on the market; null without one, or without prices, or with faults
 * @param grid what the grid would cost; null without one, or with faults
 */
public record CheckAnswer(
        @Described("What was looked at; null where it can't be read")
        StrategyReference strategy,

        @Described("What a back-test, or the search, would be refused for")
        List<FoundFault> faults,

        @Described("What may not be meant, sentences") List<String> warnings,

        @Described("What the rules do on the market; null without one, without stored prices, and with faults")
        OnMarket market,

        @Described("What the grid would cost; null without one, and with faults")
        GridCost grid) {

    /** A fault. */
    public record FoundFault(
            @Described("Such as strategy.long.enter, params.n or param_grid.n")
            String field,

            @Described("In the field's own text, from 1") int line,
            @Described("In characters, from 1") int column,
            @Described("What is wrong, as it is written") String text,
            @Described("A sentence on it") String message,

            @Described("What to write instead; null where there is nothing to suggest")
            String suggestion) {

        static FoundFault of(Fault fault) {
            return new FoundFault(
                    fault.field(), fault.line(), fault.column(), fault.text(), fault.message(), fault.suggestion());
        }
    }

    /** What the rules do. */
    public record OnMarket(
            @Described("How many bars the range has") int bars,
            @Described("The open of the first") OffsetDateTime firstBar,
            @Described("The open of the last") OffsetDateTime lastBar,

            @Described("How many bars before the range are there to compute from (warmup pre_roll)")
            int barsBefore,

            @Described(
                    "How many bars the rules need before the last of them has its first value; null for the built-in family")
            Long warmupBars,

            @Described(
                    "At how many bars from the first one values still depend on where that is; 2147483647 where an average never forgets")
            int unstableBars,

            @Described("Each rule that there is") List<Rule> rules,

            @Described("On how many bars both sides would enter; the short one wins")
            int bothEnter,

            @Described("Of each side that enters: what may close its positions")
            List<Closing> closing) {}

    /** How often a rule holds. */
    public record Rule(
            @Described("Such as long.enter") String field,

            @Described(
                    "On how many bars of the range it holds, a target: has a value; null where that depends on the position")
            Integer bars,

            @Described("The open of the first of them; null where there is none")
            OffsetDateTime first) {}

    /** What closes positions of a side. */
    public record Closing(
            @Described("long or short") String side,

            @Described("Whether anything may, but for liquidation and the end of the range")
            boolean canClose,

            @Described("exit, target, stop, trailing_stop, take_profit, age: those that are on and can come about here")
            List<String> by) {}

    /** What a grid costs. */
    public record GridCost(
            @Described("How many combinations it has") long combinations,

            @Described("How many of them a search runs: those that can differ")
            long distinct,

            @Described(
                    "How many distinct columns of numbers or truths they are made of, at most; null without a market, and for the built-in family")
            Long columns,

            @Described(
                    "The memory of all of them together; a search keeps as many as fit and computes the others again")
            Long columnBytes,

            @Described(
                    "About how long a search takes on one core, by the measured cost of a step: within a factor of three, less where rules seldom hold; null where columns is")
            Double seconds) {}
}
