package dev.quarry.sweep.fast;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.SharedSettings;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.Strategy;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what a combination amounts to: its entry set, exit rule and account rules, each interned and numbered, and the
 * number of the outcome that the three of them have. Memory is bounded: when too much is known, everything is forgotten
 * between two chunks.
 */
final class Outcomes {

    static final int INVALID = -1;

    private static final int MAX_PLACES = 1 << 18;
    private static final int MAX_OUTCOMES = 1 << 17;
    private static final long MAX_BYTES = 24L << 20;
    /** Of these a set may look at each several times: some milliseconds. */
    private static final int BARS_BETWEEN_CHECKPOINTS = 1_000_000;
    /** Bits of the numbers of exit and account rules in a key. */
    private static final int BITS = 20;

    private final Strategy strategy;
    private final double defaultCommission;
    private final Facet entryFacet;
    private final Facet exitFacet;
    private final Facet accountFacet;
    private final EntryConditions conditions;
    private final LongIntMap entryPlaces = new LongIntMap();

    private final LongIntMap exitPlaces = new LongIntMap();
    private final LongIntMap accountPlaces = new LongIntMap();
    private final LongIntMap numbers = new LongIntMap();
    private final Map<EntrySet, Integer> entryNumbers = new HashMap<>();
    private final Map<ExitRule, Integer> exitNumbers = new HashMap<>();
    private final Map<AccountRules, Integer> accountNumbers = new HashMap<>();
    private final List<EntrySet> entries = new ArrayList<>();
    private final List<ExitRule> exits = new ArrayList<>();
    private final List<AccountRules> accounts = new ArrayList<>();
    private long[] keys = new long[1024];
    private final int bars;
    private final Runnable checkpoint;
    private long barsSinceCheckpoint;
    private int size;
    private long entryBytes;

    /** @param checkpoint is called often while entry sets are made; what it throws comes out */
    Outcomes(SweepPlan plan, IndicatorCache indicators, Candidates candidates, Runnable checkpoint) {
        this.strategy = plan.strategy();
        this.defaultCommission = plan.defaultCommission();
        this.entryFacet = new Facet(plan, entryNames(strategy));
        this.exitFacet = new Facet(plan, ExitRule.names(strategy));
        this.accountFacet = new Facet(plan, SharedSettings.OF_ACCOUNTS);
        this.conditions = new EntryConditions(strategy, indicators, candidates);
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
        if (exit == 0) {
            return INVALID;
        }
        long key = ((long) entry << BITS | exit) << BITS | account;
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

    /** The exit rule of that number. */
    ExitRule exitRule(int exit) {
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
        return size > MAX_OUTCOMES
                || entryBytes + conditions.bytes() > MAX_BYTES
                || exits.size() + accounts.size() > MAX_OUTCOMES;
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
        Map<String, Object> raw = entryFacet.raw(place);
        EntrySet set = conditions.entries(SharedSettings.direction(new ParameterReader(raw)), new ParameterValues(raw));
        Integer known = entryNumbers.get(set);
        if (known == null) {
            known = entries.size();
            entries.add(set);
            entryNumbers.put(set, known);
            entryBytes += set.bytes();
        }
        return known;
    }

    /** 0 when no exit rule can be made. */
    private int exitNumber(long place) {
        Optional<ExitRule> rule = ExitRule.of(strategy, exitFacet.raw(place));
        if (rule.isEmpty()) {
            return 0;
        }
        return exitNumbers.computeIfAbsent(rule.get(), r -> {
            exits.add(r);
            return exits.size();
        });
    }

    private int accountNumber(long place) {
        AccountRules rules = AccountRules.of(accountFacet.raw(place), defaultCommission);
        return accountNumbers.computeIfAbsent(rules, r -> {
            accounts.add(r);
            return accounts.size() - 1;
        });
    }

    /** The names of the parameters that entries are made of. */
    static Set<String> entryNames(Strategy strategy) {
        Set<String> names = new HashSet<>(SharedSettings.OF_ENTRIES);
        for (Side side : Side.values()) {
            names.addAll(strategy.entry(side).parameters());
        }
        return names;
    }

    private static void remember(LongIntMap places, long place, int number) {
        if (places.size() > MAX_PLACES) {
            places.clear();
        }
        places.put(place, number);
    }
}
