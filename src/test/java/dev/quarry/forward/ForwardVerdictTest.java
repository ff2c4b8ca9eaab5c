package dev.quarry.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.forward.Expectation.Band;
import dev.quarry.forward.ForwardVerdict.Outcome;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class ForwardVerdictTest {

    @Test
    void below_its_band_a_winner_has_not_gone_on() {
        ForwardVerdict verdict = judge(14, -3.2, new Band(1, 8, 16, -3.2, false));
        assertThat(verdict.outcome()).isEqualTo(Outcome.BELOW);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "-3.2% in 60 days with 14 trades on unseen prices. Going on as in the search, it would be between"
                                + " +1.0% and +16.0% in 90 of 100 cases, and it is below: what the search found has not gone on."
                                + " Do not count on the search's figures.");
    }

    @Test
    void a_band_around_zero_tells_no_edge_from_none() {
        assertThat(judge(14, 2, new Band(-4, 8, 16, 2, true)).sentence())
                .endsWith("So would be no return at all: it is too short a time to tell an edge from none.");
        assertThat(judge(14, 2, new Band(0.5, 8, 16, 2, true)).sentence())
                .endsWith("and it is inside: so far it goes on as it was found.");
    }

    @Test
    void above_its_band_a_winner_is_not_praised() {
        ForwardVerdict verdict = judge(14, 20, new Band(1, 8, 16, 20, false));
        assertThat(verdict.outcome()).isEqualTo(Outcome.ABOVE);
        assertThat(verdict.sentence()).contains("it is above").endsWith("Do not count on that either.");
    }

    @Test
    void without_a_trade_there_is_no_verdict_unless_the_band_is_missed() {
        ForwardVerdict wide = judge(0, 0, new Band(-4, 8, 16, 0, true));
        assertThat(wide.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(wide.sentence())
                .isEqualTo(
                        "No trade in 60 days of unseen prices; as often as in the search would be about 30.0. It no longer"
                                + " finds its entries: do not count on the search's figures.");
        assertThat(judge(0, 0, new Band(1, 8, 16, 0, false)).outcome()).isEqualTo(Outcome.BELOW);
    }

    @Test
    void without_a_band_there_is_no_verdict() {
        ForwardVerdict verdict = judge(4, 2, new Band(Double.NaN, Double.NaN, Double.NaN, 2, null));
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
        assertThat(verdict.sentence()).contains("The search has 120 daily returns, too few");
    }

    private static ForwardVerdict judge(int trades, double returnPct, Band band) {
        return new ForwardVerdict(120, 60, figures(60, trades, returnPct), band);
    }

    private static Figures figures(int days, int trades, double returnPct) {
        OffsetDateTime time = OffsetDateTime.parse("2024-01-01T00:00:00Z");
        return new Figures(time, time, days, days, 365, returnPct, 1, 5, 6, trades, 15, 50, 1.2, false, 0.3);
    }
}
