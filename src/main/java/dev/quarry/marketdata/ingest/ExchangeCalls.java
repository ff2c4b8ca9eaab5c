package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.marketdata.BarRaster;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.marketdata.store.RequestBudgetStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls exchanges: at a rate that is shared by the whole cluster, again after a temporary fault, and not at all while
 * an exchange has requested a pause or is down.
 */
@ApplicationScoped
public class ExchangeCalls {

    private static final int TRIES = 4;
    private static final Duration WHEN_LIMITED = Duration.ofSeconds(10);
    private static final int FAILURES_BORNE = 8;
    private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(10);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);
    private static final long TICK_MILLIS = 50;

    private final RequestBudgetStore budgets;
    private final FetchSettings settings;

    @Inject
    ExchangeCalls(RequestBudgetStore budgets, FetchSettings settings) {
        this.budgets = budgets;
        this.settings = settings;
    }

    /** The time that decides which bars are finished: the database's, milliseconds since the epoch. */
    long now() {
        return budgets.now();
    }

    /** For how long no node may call that exchange; zero when it may be called. */
    public Duration closedFor(Exchange exchange) {
        return budgets.closedFor(exchange.name());
    }

    /** Waits until the bar that closed last counts as finished; some seconds at most. */
    public void awaitLastClose(BarRaster raster, JobContext job) {
        long now = budgets.now();
        long closedSince = now - raster.floor(now);
        sleep(Duration.ofMillis(Math.max(0, CheckedPage.GRACE_MILLIS + 1 - closedSince)), job);
    }

    /**
     * Makes a request and returns its answer.
     *
     * @throws JobFailedException when the exchange refuses it
     * @throws TemporaryFailureException when it does not answer now, or a pause is longer than a job should wait
     */
    CandlePage ask(Exchange exchange, CandleQuery query, JobContext job) {
        for (int tried = 1; ; tried++) {
            takeTurn(exchange, job);
            try {
                CandlePage page = exchange.ask(query);
                budgets.answered(exchange.name());
                return page;
            } catch (ExchangeFaultException fault) {
                Duration pause = pauseAfter(exchange, fault, tried);
                if (tried == TRIES || pause.compareTo(settings.patience()) > 0) {
                    throw new TemporaryFailureException(sentence(fault), fault, pause);
                }
                job.warn(String.format(
                        Locale.ROOT,
                        "%s; asking again in %.1f s (try %d of %d)",
                        fault.getMessage(),
                        pause.toMillis() / 1000.0,
                        tried + 1,
                        TRIES));
                sleep(pause, job);
            }
        }
    }

    private Duration pauseAfter(Exchange exchange, ExchangeFaultException fault, int tried) {
        return switch (fault.kind()) {
            case REFUSED -> throw new JobFailedException(sentence(fault));
            case LIMITED -> {
                Duration pause = fault.retryAfter().orElse(WHEN_LIMITED);
                budgets.close(exchange.name(), pause);
                yield pause;
            }
            case UNAVAILABLE -> {
                budgets.failed(exchange.name(), FAILURES_BORNE, SHORTEST_OUTAGE, LONGEST_OUTAGE);
                fault.retryAfter().ifPresent(pause -> budgets.close(exchange.name(), pause));
                yield fault.retryAfter().orElseGet(() -> backoff(tried));
            }
        };
    }

    /** The pause before another try, half of it random, so that callers that failed together do not return together. */
    private Duration backoff(int tried) {
        double longest = settings.pause().toMillis() * Math.pow(2, tried - 1);
        return Duration.ofMillis(
                (long) (longest / 2 + ThreadLocalRandom.current().nextDouble() * longest / 2));
    }

    private void takeTurn(Exchange exchange, JobContext job) {
        RequestRate rate = settings.rate(exchange);
        RequestBudgetStore.Turn turn = budgets.take(exchange.name(), rate.perSecond(), rate.burst());
        while (turn.closed()) {
            if (turn.pause().compareTo(settings.patience()) > 0) {
                throw new TemporaryFailureException(
                        String.format(
                                Locale.ROOT,
                                "%s is not asked for another %d s, because it asked for a pause or is down",
                                exchange.name(),
                                turn.pause().toSeconds()),
                        null,
                        turn.pause());
            }
            sleep(turn.pause(), job);
            turn = budgets.take(exchange.name(), rate.perSecond(), rate.burst());
        }
        sleep(turn.pause(), job);
    }

    private static void sleep(Duration pause, JobContext job) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            job.checkpoint();
            try {
                Thread.sleep(Math.min(TICK_MILLIS, left / 1_000_000 + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                job.checkpoint();
                throw new TemporaryFailureException("Interrupted while waiting for an exchange", e);
            }
        }
        job.checkpoint();
    }

    private static String sentence(ExchangeFaultException fault) {
        String message = fault.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }
}
