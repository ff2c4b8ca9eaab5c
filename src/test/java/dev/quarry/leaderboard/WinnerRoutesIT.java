package dev.quarry.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.assessment.Assessor;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.Golden;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.WinnerBounds;
import dev.quarry.ledger.query.WinnerRanking;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.Payloads;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Recommendations, winners by bounds, presets and comparison, against the reference's over the same runs. */
class WinnerRoutesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final GoldenDiscovery GOLDEN =
            GoldenDiscovery.all().findFirst().orElseThrow();

    private final WinnerRanking ranking = new WinnerRanking(DATABASE.database());
    private final AssessmentStore assessments = new AssessmentStore(DATABASE.database());
    private final WinnersResource winners = new WinnersResource(
            ranking, assessments, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)));
    private final RecommendationsResource recommendations = new RecommendationsResource(
            ranking, assessments, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)));
    private final PresetExportResource presets = new PresetExportResource(
            ranking, assessments, new MarketQuery(new KnownStrategies(new StrategyCatalog(null), null)));
    private final ComparisonResource comparison =
            new ComparisonResource(new RunSearch(DATABASE.database()), assessments);

    @BeforeAll
    static void storeRuns() {
        RunLedger ledger = new RunLedger(DATABASE.database());
        RunSetup setup = new RunSetup(
                9,
                "bitstamp",
                "BTCUSD",
                "30m",
                "2014-01-01T00:00:00",
                "2014-07-15T19:00:00",
                Map.of("commission", 0.0004, "symbol", "BTCUSD"),
                GOLDEN.gridValues(),
                "digest",
                "1");
        DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(GOLDEN.runs())));
    }

    /** The reference looks at the ten best by return only, and so may miss some or all. */
    @Test
    void recommendations_begin_with_the_references_and_miss_none() {
        Map<String, Object> expected = Golden.object(GOLDEN.analysis(), "recommendations");
        for (Profile profile : Profile.values()) {
            List<Double> ours = recommend(profile.code(), null, "false", null).strategies().stream()
                    .map(strategy -> strategy.metrics().totalReturn())
                    .toList();
            List<Map<String, Object>> theirs = GoldenDiscovery.objects(expected, profile.code());
            for (int i = 0; i < theirs.size(); i++) {
                Golden.assertClose(profile.code(), ours.get(i), theirs.get(i).get("total_return"));
            }
            assertThat(ours)
                    .containsExactlyElementsOf(GOLDEN.runs().stream()
                            .filter(TestedRun::winner)
                            .map(TestedRun::statistics)
                            .filter(run -> meets(run, profile.bounds()))
                            .map(RunStatistics::totalReturn)
                            .sorted(Comparator.reverseOrder())
                            .limit(5)
                            .toList());
        }
    }

    private static boolean meets(RunStatistics run, WinnerBounds bounds) {
        return run.numTrades() >= 10
                && (bounds.minReturn() == null || run.totalReturn() >= bounds.minReturn())
                && (bounds.maxDrawdown() == null || run.maxDrawdown() <= bounds.maxDrawdown())
                && (bounds.minProfitFactor() == null || run.profitFactor() >= bounds.minProfitFactor())
                && (bounds.minWinRate() == null || run.winRate() >= bounds.minWinRate());
    }

    @Test
    void recommendations_name_their_bounds_and_the_market_can_be_chosen() {
        JsonNode answer = Json.MAPPER.valueToTree(recommend(null, null, null, null));
        assertThat(answer.get("profile").stringValue()).isEqualTo("moderate");
        assertThat(answer.at("/bounds/min_return").doubleValue()).isEqualTo(10);
        assertThat(answer.get("strategies")).hasSize(5);
        assertThat(recommend(null, "ETHUSD", null, null).strategies()).isEmpty();
        assertThatThrownBy(() -> recommend("bold", null, null, null))
                .hasMessageStartingWith("profile must be one of conservative, moderate, aggressive");
        assertThatThrownBy(() -> recommend(null, null, "perhaps", null)).hasMessageStartingWith("distinct must be");
        assertThatThrownBy(() -> recommend(null, null, null, "101")).hasMessageStartingWith("limit must be");
    }

    @Test
    void winners_that_meet_bounds_are_exact_however_far_down_they_are() {
        // The lowest win rates are far from the highest returns, where the reference would stop looking.
        List<TestedRun> expected = GOLDEN.runs().stream()
                .filter(TestedRun::winner)
                .filter(run -> run.statistics().numTrades() >= 10
                        && run.statistics().totalReturn() >= 1
                        && run.statistics().maxDrawdown() <= 3
                        && run.statistics().profitFactor() >= 1.05
                        && run.statistics().winRate() >= 60)
                .sorted(Comparator.comparingDouble(
                        (TestedRun run) -> run.statistics().maxDrawdown()))
                .toList();

        WinnersResource.Winners found = list("1", "3", "1.05", "60", null, "max_drawdown", "false", "1000");
        assertThat(found.qualifyingRuns()).isEqualTo(expected.size()).isPositive();
        assertThat(found.strategies())
                .extracting(s -> s.metrics().maxDrawdown())
                .containsExactlyElementsOf(expected.stream()
                        .map(run -> run.statistics().maxDrawdown())
                        .toList());
        assertThat(list("1", "3", "1.05", "60", null, null, null, "3").strategies())
                .hasSize(3);
    }

    @Test
    void wrong_bounds_are_refused_by_name() {
        assertThatThrownBy(() -> list("much", null, null, null, null, null, null, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("min_return must be a number");
        assertThatThrownBy(() -> list(null, "NaN", null, null, null, null, null, null))
                .hasMessageStartingWith("max_drawdown must be");
        assertThatThrownBy(() -> list(null, null, null, null, "-1", null, null, null))
                .hasMessageStartingWith("min_trades must be");
        assertThatThrownBy(() -> list(null, null, null, null, null, "luck", null, null))
                .hasMessageStartingWith("sort must be one of");
    }

    @Test
    void presets_are_the_references_and_keep_base_parameters() {
        Map<String, Object> expected = Golden.object(GOLDEN.analysis(), "presets");
        Map<String, Map<String, Object>> ours = presets(Integer.toString(expected.size()), null, "false");

        assertThat(ours.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, value) -> {
            Map<String, Object> preset = ours.get(key);
            assertThat(preset).doesNotContainKey("symbol").containsEntry("commission", 0.0004);
            assertThat(preset).containsKeys(Payloads.EVERY_PARAMETER.toArray(String[]::new));
            // Equal winners are in no order in the reference.
            assertThat(preset).containsEntry("description", ((Map<?, ?>) value).get("description"));
            assertThat(preset.keySet()).containsAll(Golden.object(expected, key).keySet());
        });
    }

    @Test
    void presets_take_a_prefix() {
        assertThat(presets("1", "mine", null)).containsOnlyKeys("mine_1");
        assertThatThrownBy(() -> presets("1", "a".repeat(51), null)).hasMessageStartingWith("prefix must have");
        assertThatThrownBy(() -> presets("0", null, null)).hasMessageStartingWith("top_n must be");
    }

    @Test
    void a_comparison_is_the_references() {
        Map<String, Object> expected = Golden.object(GOLDEN.analysis(), "compare");
        String a = (String) Golden.object(expected, "strategy_1").get("hash");
        String b = (String) Golden.object(expected, "strategy_2").get("hash");

        RunComparison ours = comparison.compare(a, b);
        assertThat(ours.parameters().keySet())
                .isEqualTo(Golden.object(expected, "parameter_differences").keySet());
        Golden.assertClose(
                "return", ours.metrics().get("total_return").difference().doubleValue(), expected.get("return_diff"));
        Golden.assertClose(
                "drawdown",
                ours.metrics().get("max_drawdown").difference().doubleValue(),
                expected.get("drawdown_diff"));
        assertThat(ours.a().winner()).isTrue();
        assertThat(ours.a().params()).containsOnlyKeys(Payloads.EVERY_PARAMETER);
        assertThat(ours.sameBars()).isTrue();
    }

    @Test
    void losers_can_be_compared_and_say_that_they_are() {
        TestedRun loser =
                GOLDEN.runs().stream().filter(run -> !run.winner()).findFirst().orElseThrow();
        TestedRun winner =
                GOLDEN.runs().stream().filter(TestedRun::winner).findFirst().orElseThrow();

        RunComparison ours = comparison.compare(loser.paramsHash(), winner.paramsHash());
        assertThat(ours.a().winner()).isFalse();
        assertThat(ours.b().winner()).isTrue();
        assertThat(ours.metrics().get("total_return").difference().doubleValue())
                .isEqualTo(
                        winner.statistics().totalReturn() - loser.statistics().totalReturn());
        JsonNode json = Json.MAPPER.valueToTree(ours);
        assertThat(json.at("/a/provenance/symbol").stringValue()).isEqualTo("BTCUSD");
    }

    @Test
    void hashes_that_are_unknown_or_none_are_named() {
        String known = GOLDEN.runs().get(0).paramsHash();

        assertThatThrownBy(() -> comparison.compare(known, "00000000000000ab"))
                .isInstanceOfSatisfying(
                        ProblemException.class, p -> assertThat(p.status()).isEqualTo(404))
                .hasMessage("No stored run has the params_hash 00000000000000ab");
        assertThatThrownBy(() -> comparison.compare("xyz", known))
                .hasMessage("a must be 16 hexadecimal digits; was xyz");
        assertThatThrownBy(() -> comparison.compare(known, null)).hasMessageStartingWith("b is required");
    }

    @Test
    void what_lists_winners_says_the_verdict_that_is_kept_or_that_there_is_none() {
        List<LeaderboardEntry> best = recommend(null, null, null, "2").strategies();
        String judged = best.get(0).paramsHash();
        assessments.save(
                HexFormat.fromHexDigitsToLong(judged),
                new AssessmentStore.Basis("digest", "1", 5),
                Json.MAPPER.readTree(
                        "{\"verdict\": {\"outcome\": \"likely_luck\", \"sentence\": \"Likely luck: so.\"}}"));
        try {
            LeaderboardEntry listed =
                    recommend(null, null, null, "2").strategies().get(0);
            assertThat(listed.verdict()).isEqualTo("likely_luck");
            assertThat(listed.verdictNote())
                    .startsWith("Likely luck: so. (Of 2")
                    .endsWith("what was searched since is not in it.)");
            String other = best.get(1).paramsHash();
            RunComparison compared = comparison.compare(judged, other);
            assertThat(compared.a().verdict()).isEqualTo("likely_luck");
            assertThat(compared.b().verdict()).isNull();
            assertThat(compared.b().verdictNote()).contains("POST /v1/runs/" + other + "/assess");
            PresetExportResource.Presets exported = winners("5", "mine", null, null);
            assertThat(exported.verdicts().keySet())
                    .isEqualTo(exported.presets().keySet());
            assertThat(exported.presets().get("mine_1")).doesNotContainKey("verdict");

            assertThat(judged("likely_luck", "true")).containsExactly(judged);
            assertThat(judged("likely_luck", "false")).containsExactly(judged);
            assertThat(judged("holds_up", "true")).isEmpty();
            assertThatThrownBy(() -> judged("luck", "true"))
                    .hasMessage("verdict must be one of no_edge, likely_luck, cannot_tell, holds_up; was luck");
            assertThat(winners(null, null, List.of("holds_up", "likely_luck"), null)
                            .verdicts()
                            .values())
                    .extracting(RunVerdict::outcome)
                    .containsExactly("likely_luck");

            DATABASE.database().update("update leaderboard_assessment set method = '0'");
            assertThat(recommend(null, null, null, "2").strategies().get(0).verdict())
                    .as("of another method")
                    .isNull();
            DATABASE.database()
                    .update("update leaderboard_assessment set method = ?, data_digest = 'x'", Assessor.METHOD);
            assertThat(recommend(null, null, null, "2").strategies().get(0).verdict())
                    .as("of other bars")
                    .isNull();
            assertThat(judged("likely_luck", "true")).as("of other bars").isEmpty();
        } finally {
            DATABASE.empty("leaderboard_assessment");
        }
    }

    private RecommendationsResource.Recommendations recommend(
            String profile, String symbol, String distinct, String limit) {
        return recommendations.recommend(profile, null, null, symbol, null, null, null, null, null, distinct, limit);
    }

    private List<String> judged(String verdict, String distinct) {
        WinnersResource.Winners found = winners.list(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "0",
                null,
                List.of(verdict),
                distinct,
                null);
        assertThat(found.qualifyingRuns() > 0).isEqualTo(!found.strategies().isEmpty());
        return found.strategies().stream().map(LeaderboardEntry::paramsHash).toList();
    }

    private WinnersResource.Winners list(
            String minReturn,
            String maxDrawdown,
            String minProfitFactor,
            String minWinRate,
            String minTrades,
            String sort,
            String distinct,
            String limit) {
        return winners.list(
                null,
                null,
                null,
                null,
                null,
                null,
                minReturn,
                null,
                maxDrawdown,
                minProfitFactor,
                minWinRate,
                minTrades,
                sort,
                null,
                distinct,
                limit);
    }

    private Map<String, Map<String, Object>> presets(String topN, String prefix, String distinct) {
        return winners(topN, prefix, null, distinct).presets();
    }

    private PresetExportResource.Presets winners(String topN, String prefix, List<String> verdicts, String distinct) {
        return presets.export(topN, prefix, null, null, null, null, null, null, null, verdicts, distinct);
    }
}
