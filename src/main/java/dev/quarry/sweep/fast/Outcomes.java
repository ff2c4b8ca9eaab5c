package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what a combination amounts to: its entry set, exit rule and account rules, each interned and numbered, and the
 * number of the outcome that the three of them have. Memory is bounded: when too much is known, everything is forgotten
 * between two chunks.
 */
final class Outcomes {

    static final int INVALID = -1;

    private static final int PLACES_AT_MOST = 1 << 18;
    private static final int OUTCOMES_AT_MOST = 1 << 17;
    private static final long BYTES_AT_MOST = 24L << 20;
    /** Of these a set may look at each several times: some milliseconds. */
    private static final int BARS_BETWEEN_CHECKPOINTS = 1_000_000;
    /** Bits of the numbers of exit and account rules in a key. */
    private static final int BITS = 20;

    private final Facet entryFacet;
    private final Facet exitFacet;
    private final Facet accountFacet;
    private final EntryConditions conditions;
    /** By place: twice the number of the entry set, plus 1 when longs may be traded. */
    private final LongIntMap entryPlaces = new LongIntMap();

    private final LongIntMap exitPlaces = new LongIntMap();
    private final LongIntMap accountPlaces = new LongIntMap();
    private final LongIntMap numbers = new LongIntMap();
    private final Map<EntrySet, Integer> entryNumbers = new HashMap<>();
    private final Map<ExitRule, Integer> exitNumbers = new HashMap<>();
    private final Map<AccountRules, Integer> accountNumbers = new HashMap<>();
    private final List<EntrySet> entries = new ArrayList<>();
    private final List<StrategyParameters> exits = new ArrayList<>();
    private final List<AccountRules> accounts = new ArrayList<>();
    private long[] keys = new long[1024];
    private final int bars;
    private final Runnable checkpoint;
    private long barsSinceCheckpoint;
    private int size;
    private long entryBytes;

    /** @param checkpoint is called often while entry sets are made; what it throws comes out */
    Outcomes(SweepPlan plan, IndicatorCache indicators, Candidates candidates, Runnable checkpoint) {
        this.entryFacet = new Facet(plan, EntryConditions.NAMES);
        this.exitFacet = new Facet(plan, ExitRule.NAMES);
        this.accountFacet = new Facet(plan, AccountRules.NAMES);
        this.conditions = new EntryConditions(indicators, candidates);
        this.bars = indicators.bars().size();
        this.checkpoint = checkpoint;
    }

    /** The facets whose places {@link #numberAt} wants, in that order. */
    List<Facet> facets() {
        return List.of(entryFacet, exitFacet, accountFacet);
    }

    /** The outcome of the combination at these places, new or known; {@link #INVALID} when it cannot be run. */
    int numberAt(long entryPlace, long exitPlace, long accountPlace) {
        int exit = exitPlaces.get(exitPlace);
        if (exit < 0) {
            exit = exitNumber(exitPlace);
            remember(exitPlaces, exitPlace, exit);
        }
        int account = accountPlaces.get(accountPlace);
        if (account < 0) {
            account = accountNumber(accountPlace);
            remember(accountPlaces, accountPlace, account);
        }
        int entry = entryPlaces.get(entryPlace);
        if (entry < 0) {
            entry = entryNumber(entryPlace);
            remember(entryPlaces, entryPlace, entry);
        }
        if (exit == 0 || accounts.get(account).simple() && (entry & 1) != 0) {
            return INVALID;
        }
        long key = ((long) (entry >>> 1) << BITS | exit) << BITS | account;
        int number = numbers.get(key);
        if (number < 0) {
            number = add(key);
        }
        return number;
    }

    /** How many outcomes are known. */
    int size() {
        return size;
    }

    EntrySet entries(int number) {
        return entries.get((int) (keys[number] >>> 2 * BITS));
    }

    /** The number of the outcome's exit rule. */
    int exit(int number) {
        return (int) (keys[number] >>> BITS) & (1 << BITS) - 1;
    }

    /** Parameters with that exit rule. */
    StrategyParameters exitParameters(int exit) {
        return exits.get(exit - 1);
    }

    /** Exit rules have numbers from 1 to this. */
    int exitCount() {
        return exits.size();
    }

    AccountRules account(int number) {
        return accounts.get((int) keys[number] & (1 << BITS) - 1);
    }

    /** Whether so much is known that a chunk should end. */
    boolean full() {
        return size > OUTCOMES_AT_MOST
                || entryBytes + conditions.bytes() > BYTES_AT_MOST
                || exits.size() + accounts.size() > OUTCOMES_AT_MOST;
    }

    /** Forgets everything; numbers start from 0 again. */
    void clear() {
        List.of(entryPlaces, exitPlaces, accountPlaces, numbers).forEach(LongIntMap::clear);
        List.of(entryNumbers, exitNumbers, accountNumbers).forEach(Map::clear);
        List.of(entries, exits, accounts).forEach(List::clear);
        conditions.clear();
        entryBytes = 0;
        size = 0;
    }

    private int add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size] = key;
        numbers.put(key, size);
        return size++;
    }

    private int entryNumber(long place) {
        barsSinceCheckpoint += bars;
        if (barsSinceCheckpoint > BARS_BETWEEN_CHECKPOINTS) {
            barsSinceCheckpoint = 0;
            checkpoint.run();
        }
        StrategyParameters parameters = entryFacet.parameters(place).orThrow();
        EntrySet set = conditions.entries(parameters);
        Integer known = entryNumbers.get(set);
        if (known == null) {
            known = entries.size();
            entries.add(set);
            entryNumbers.put(set, known);
            entryBytes += set.bytes();
        }
        return known << 1 | (parameters.entry().direction() == TradeDirection.SHORT ? 0 : 1);
    }

    /** 0 when no exit rule can be made. */
    private int exitNumber(long place) {
        ParsedParameters parsed = exitFacet.parameters(place);
        if (!parsed.valid()) {
            return 0;
        }
        ExitRule rule = ExitRule.of(parsed.orThrow());
        Integer known = exitNumbers.get(rule);
        if (known == null) {
            exits.add(parsed.orThrow());
            known = exits.size();
            exitNumbers.put(rule, known);
        }
        return known;
    }

    private int accountNumber(long place) {
        AccountRules rules = AccountRules.of(accountFacet.parameters(place).orThrow());
        return accountNumbers.computeIfAbsent(rules, r -> {
            accounts.add(r);
            return accounts.size() - 1;
        });
    }

    private static void remember(LongIntMap places, long place, int number) {
        if (places.size() > PLACES_AT_MOST) {
            places.clear();
        }
        places.put(place, number);
    }
}
