package dev.quarry.ledger;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.Assessor;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Stored assessments. One is valid as long as bars, engine, method and the number of trials on the series are
 * unchanged.
 */
@ApplicationScoped
public class AssessmentStore {

    /** How many are kept: far more than leaderboards list. */
    private static final int KEPT = 5_000;

    private static final String FIND = """
            select params_hash, assessment from leaderboard_assessment
            where params_hash = any (?) and data_digest = ? and engine_version = ? and trials = ? and method = ?
            """;

    private static final String VERDICTS = """
            select params_hash, data_digest, engine_version, assessed_at,
                assessment -> 'verdict' ->> 'outcome' as outcome, assessment -> 'verdict' ->> 'sentence' as sentence
            from leaderboard_assessment where params_hash = any (?) and method = ?
            """;

    private static final String ALL_VERDICTS = """
            select params_hash, data_digest, engine_version, assessment -> 'verdict' ->> 'outcome'
            from leaderboard_assessment where method = ?
            """;

    /** One that is about other prices or by another engine than its run is of now is no verdict on it. */
    private static final String JUDGED = """
            select a.params_hash from leaderboard_assessment a
            where a.method = ? and a.assessment -> 'verdict' ->> 'outcome' = any (?)
                and not exists (
                    select from backtest_run n
                        join backtest_outcome o on o.id = n.outcome_id
                        join backtest_setup s on s.id = o.setup_id
                    where n.params_hash = a.params_hash
                        and (s.data_digest <> a.data_digest or s.engine_version <> a.engine_version))
            """;

    private static final String NEWEST = """
            select assessment from leaderboard_assessment
            where params_hash = ? and data_digest = ? and engine_version = ? and method = ?
            """;

    private static final String SAVE = """
            insert into leaderboard_assessment (params_hash, data_digest, engine_version, trials, method, assessment)
            values (?, ?, ?, ?, ?, ?::json)
            on conflict (params_hash) do update set
                data_digest = excluded.data_digest, engine_version = excluded.engine_version, trials = excluded.trials,
                method = excluded.method, assessment = excluded.assessment, assessed_at = now()
            """;

    private static final String PRUNE = """
            delete from leaderboard_assessment where params_hash in (
                select params_hash from leaderboard_assessment order by assessed_at desc, params_hash offset ?)
            """;

    private final Database database;

    @Inject
    public AssessmentStore(Database database) {
        this.database = database;
    }

    /**
     * What an assessment depends on besides its parameter set.
     *
     * @param dataDigest identifies the bars
     * @param engineVersion the engine's version: results of different versions are not comparable
     * @param trials distinct trials on the series and range
     */
    public record Basis(String dataDigest, String engineVersion, long trials) {}

    /** The stored assessments of these parameter sets, by hash. */
    public Map<Long, JsonNode> find(long[] hashes, Basis basis) {
        Map<Long, JsonNode> found = new HashMap<>();
        database.query(
                FIND,
                row -> found.put(row.getLong(1), Json.MAPPER.readTree(row.getString(2))),
                hashes,
                basis.dataDigest(),
                basis.engineVersion(),
                basis.trials(),
                Assessor.METHOD);
        return found;
    }

    /** The verdict of a run, by its hash: that of its newest assessment by the present method, if there is one. */
    public RunVerdict verdict(String hash, RunSetup setup) {
        return verdicts(Map.of(hash, setup)).get(hash);
    }

    /** The verdicts on several runs: one for each hash, saying why where there is no verdict. */
    public Map<String, RunVerdict> verdicts(Map<String, RunSetup> runs) {
        Map<String, RunVerdict> found = new HashMap<>();
        runs.keySet().forEach(hash -> found.put(hash, RunVerdict.missing(hash)));
        database.query(
                VERDICTS,
                row -> {
                    String hash = TestedRun.text(row.getLong("params_hash"));
                    RunSetup setup = runs.get(hash);
                    boolean same = setup.dataDigest().equals(row.getString("data_digest"))
                            && setup.engineVersion().equals(row.getString("engine_version"));
                    return same ? found.put(hash, RunVerdict.read(row)) : null;
                },
                runs.keySet().stream().mapToLong(RunHash::of).toArray(),
                Assessor.METHOD);
        return found;
    }

    /**
     * A verdict and what it is valid for.
     *
     * @param outcome one of the names of {@link dev.quarry.inference.Verdict.Outcome}, in lower case
     * @param dataDigest identifies the bars
     * @param engineVersion the engine's version
     */
    public record KnownVerdict(String outcome, String dataDigest, String engineVersion) {

        /** Whether it is about runs of that setup. */
        public boolean isOf(RunSetup setup) {
            return dataDigest.equals(setup.dataDigest()) && engineVersion.equals(setup.engineVersion());
        }
    }

    /** All verdicts by the present method, by the hash of their run: as many as assessments are kept. */
    public Map<Long, KnownVerdict> allVerdicts() {
        Map<Long, KnownVerdict> found = new HashMap<>();
        database.query(
                ALL_VERDICTS,
                row -> found.put(
                        row.getLong(1), new KnownVerdict(row.getString(4), row.getString(2), row.getString(3))),
                Assessor.METHOD);
        return found;
    }

    /** The runs, by hash, on which there is one of these verdicts: at most as many as assessments are kept. */
    public Set<Long> judged(Set<String> outcomes) {
        return Set.copyOf(database.query(
                JUDGED, row -> row.getLong(1), Assessor.METHOD, (Object) outcomes.toArray(String[]::new)));
    }

    /** The newest assessment of a run by the present method, whatever was searched since; empty where there is none. */
    public Optional<AssessmentReport> newest(String hash, RunSetup setup) {
        return database
                .query(
                        NEWEST,
                        row -> Json.MAPPER.readValue(row.getString(1), AssessmentReport.class),
                        RunHash.of(hash),
                        setup.dataDigest(),
                        setup.engineVersion(),
                        Assessor.METHOD)
                .stream()
                .findFirst();
    }

    /** Stores an assessment, replacing an earlier one of that parameter set. */
    public void save(long hash, Basis basis, JsonNode assessment) {
        database.update(
                SAVE,
                hash,
                basis.dataDigest(),
                basis.engineVersion(),
                basis.trials(),
                Assessor.METHOD,
                assessment.toString());
    }

    /** Deletes the oldest beyond the number that is kept. */
    public void prune() {
        database.update(PRUNE, KEPT);
    }
}
