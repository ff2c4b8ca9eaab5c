package dev.quarry.frozen;

import dev.quarry.assessment.Assessor;
import dev.quarry.forward.Tested;
import dev.quarry.forward.Winner;
import dev.quarry.forward.Winners;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;

/** Freezes winners, and makes sure that the schedule exists which extends them. */
@ApplicationScoped
class Freezing {

    /** The name of the schedule, which belongs to the operator once it is there. */
    static final String SCHEDULE = FrozenExtendHandler.TYPE;

    private static final String CRON = "*/5 * * * *";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String ADVICE = "Shorter windows of the indicators or a shorter range would help";

    private final Winners winners;
    private final FrozenStore store;
    private final ScheduleStore schedules;
    private final Duration longest;

    @Inject
    Freezing(Winners winners, FrozenStore store, ScheduleStore schedules) {
        this(winners, store, schedules, LONGEST);
    }

    /** @param longest how long the figures may take before the request is given up */
    Freezing(Winners winners, FrozenStore store, ScheduleStore schedules, Duration longest) {
        this.longest = longest;
        this.winners = winners;
        this.store = store;
        this.schedules = schedules;
    }

    /**
     * Freezes a winner, and returns its id.
     *
     * @throws ProblemException 404 when there is no such winner; 409 when its prices or engine have changed, or too
     *     many are frozen; 503 when its figures take too long
     */
    long freeze(FreezeRequest request) {
        Winner winner = winners.find(request.winner());
        TestedPrices prices = winner.prices().get();
        Tested tested;
        try {
            tested =
                    Tested.seen(prices, winner.strategy().strategy(), winner.params(), new TimeBudget(longest, ADVICE));
        } catch (InvalidParametersException | TooMuchMemoryException e) {
            throw new ProblemException(409, "Conflict", "It cannot be run any more: " + e.getMessage());
        }
        String name = request.name() == null
                ? winner.window().symbol() + " " + winner.window().timeframe()
                : request.name().strip();
        Birth birth = new Birth(
                name,
                request.winner(),
                winner.window(),
                winner.strategy().reference(),
                winner.params(),
                winner.dataDigest(),
                winner.engineVersion(),
                Assessor.METHOD,
                winner.verdict(),
                Json.MAPPER.valueToTree(tested.figures()),
                tested.returns());
        long id = store.add(birth)
                .orElseThrow(() -> new ProblemException(
                        409,
                        "Conflict",
                        String.format(
                                Locale.ROOT,
                                "There are %,d frozen winners, more are not kept up to date: delete one first",
                                FrozenStore.MAX)));
        ScheduleDefinition extend =
                new ScheduleDefinition(FrozenExtendHandler.TYPE, null, CRON, null, null, null, null);
        schedules.createIfAbsent(
                SCHEDULE, extend, extend.times().after(schedules.now()).orElseThrow());
        return id;
    }
}
