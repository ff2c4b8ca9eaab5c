package dev.quarry.discovery;

import dev.quarry.inference.Verdict;
import dev.quarry.ledger.AssessmentStore.KnownVerdict;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.query.RunStream;
import dev.quarry.ledger.query.StreamedOutcome;
import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.RowSource;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.columns.TableWriter;
import dev.quarry.platform.http.TableAnswer;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Runs as a table: the fields of the listing side by side, and a column for each parameter that varied in any of the searches. */
final class RunTable {

    private static final List<String> VERDICTS = Arrays.stream(Verdict.Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Map<Long, RunSetup> setups;
    private final Map<Long, KnownVerdict> verdicts;
    private final List<Column> columns = new ArrayList<>();
    private final Map<Long, Shared> shared = new HashMap<>();
    private final List<ParameterColumn> parameters = new ArrayList<>();

    private RunTable(Map<Long, RunSetup> setups, Map<Long, KnownVerdict> verdicts) {
        this.setups = setups;
        this.verdicts = verdicts;
    }

    /**
     * The table.
     *
     * @param verdicts by the hash of the run
     * @param query what was asked for; null for everything
     */
    static TableAnswer of(RunStream.Chosen runs, Map<Long, KnownVerdict> verdicts, String query) {
        RunTable made = new RunTable(runs.setups(), verdicts);
        made.layOut();
        RowSource rows = to -> runs.each((outcome, index, hash) -> made.write(to, outcome, index, hash));
        return new TableAnswer(made.name(), new Table(made.columns, made.provenance(query)), rows);
    }

    private String name() {
        List<Long> jobs = distinct(RunSetup::jobId);
        return jobs.size() == 1 ? "quarry-runs-of-job-" + jobs.get(0) : "quarry-runs";
    }

    private Map<String, String> provenance(String query) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("quarry.table", "runs");
        provenance.put("quarry.query", query == null ? "" : query);
        provenance.put("quarry.strategy", String.join(", ", distinct(setup -> setup.strategy()
                .text())));
        provenance.put("quarry.data_digest", String.join(", ", distinct(RunSetup::dataDigest)));
        provenance.put("quarry.engine_version", String.join(", ", distinct(RunSetup::engineVersion)));
        return provenance;
    }

    private <T> List<T> distinct(Function<RunSetup, T> value) {
        return setups.values().stream().map(value).distinct().toList();
    }

    /** What all runs of a search have, as cells. */
    private record Shared(RunSetup setup, int[] choices, long jobId, long start, long end) {}

    private void layOut() {
        List<Function<RunSetup, String>> texts = List.of(
                setup -> setup.strategy().text(),
                RunSetup::exchange,
                RunSetup::symbol,
                RunSetup::timeframe,
                RunSetup::engineVersion,
                RunSetup::dataDigest);
        List<List<String>> choices = texts.stream().map(this::distinct).toList();
        setups.forEach((key, setup) -> shared.put(
                key,
                new Shared(
                        setup,
                        texts.stream()
                                .mapToInt(
                                        text -> choices.get(texts.indexOf(text)).indexOf(text.apply(setup)))
                                .toArray(),
                        setup.jobId(),
                        micros(setup.window().start()),
                        micros(setup.window().end()))));
        columns.addAll(List.of(
                Column.text("params_hash"),
                Column.integer("job_id"),
                Column.choice("strategy", choices.get(0)),
                Column.choice("exchange", choices.get(1)),
                Column.choice("symbol", choices.get(2)),
                Column.choice("timeframe", choices.get(3)),
                Column.time("start_ts", 0),
                Column.time("end_ts", 0),
                Column.integer("grid_index")));
        Set<String> varied = new LinkedHashSet<>();
        setups.values().forEach(setup -> varied.addAll(setup.grid().keySet()));
        for (String name : varied) {
            parameters.add(new ParameterColumn(name, setups));
        }
        parameters.forEach(one -> columns.add(one.column()));
        Collection<String> reals = List.of(
                "total_return",
                "max_drawdown",
                "max_mark_to_market_drawdown",
                "profit_factor",
                "win_rate",
                "sharpe_ratio",
                "sortino_ratio",
                "calmar_ratio",
                "avg_return");
        reals.forEach(name -> columns.add(Column.real(name)));
        columns.addAll(List.of(
                Column.integer("num_trades"),
                Column.flag("winner"),
                Column.time("tested_at", 6),
                Column.choice("verdict", VERDICTS),
                Column.choice("engine_version", choices.get(4)),
                Column.choice("data_digest", choices.get(5))));
    }

    private static long micros(OffsetDateTime time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
    }

    private void write(TableWriter to, StreamedOutcome outcome, long index, long hash) throws IOException {
        Shared its = shared.get(outcome.setupId());
        RunStatistics statistics = outcome.statistics();
        int at = 0;
        to.text(at++, TestedRun.text(hash));
        to.number(at++, its.jobId);
        to.choice(at++, its.choices[0]);
        to.choice(at++, its.choices[1]);
        to.choice(at++, its.choices[2]);
        to.choice(at++, its.choices[3]);
        to.time(at++, its.start);
        to.time(at++, its.end);
        to.number(at++, index);
        for (ParameterColumn parameter : parameters) {
            parameter.write(to, at++, outcome.setupId(), index);
        }
        to.real(at++, statistics.totalReturn());
        to.real(at++, statistics.maxDrawdown());
        to.real(at++, statistics.maxMarkToMarketDrawdown());
        to.real(at++, statistics.profitFactor());
        to.real(at++, statistics.winRate());
        to.real(at++, statistics.sharpeRatio());
        to.real(at++, statistics.sortinoRatio());
        to.real(at++, statistics.calmarRatio());
        to.real(at++, statistics.avgReturn());
        to.number(at++, statistics.numTrades());
        to.flag(at++, outcome.winner());
        to.time(at++, outcome.testedAtMicros());
        to.choice(at++, verdict(its.setup, hash));
        to.choice(at++, its.choices[4]);
        to.choice(at, its.choices[5]);
        to.endRow();
    }

    private int verdict(RunSetup setup, long hash) {
        KnownVerdict known = verdicts.isEmpty() ? null : verdicts.get(hash);
        return known == null || !known.isOf(setup) ? -1 : VERDICTS.indexOf(known.outcome());
    }
}
