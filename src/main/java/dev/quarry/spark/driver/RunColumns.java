package dev.quarry.spark.driver;

import dev.quarry.engine.Statistics;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns of a file of runs: who it is, its figures, and the varied parameters by their types. */
final class RunColumns {

    private static final LogicalTypeAnnotation UNSIGNED = LogicalTypeAnnotation.intType(Long.SIZE, false);
    private static final LogicalTypeAnnotation UTC = LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS);

    /** As the ledger names them, and the others that a back-test has; null stands for what is undefined. */
    private static final Map<String, ToDoubleFunction<Statistics>> FIGURES = Map.ofEntries(
            Map.entry("total_return", Statistics::totalReturnPercent),
            Map.entry("max_drawdown", Statistics::maxDrawdownPercent),
            Map.entry("max_mark_to_market_drawdown", Statistics::markToMarketMaxDrawdownPercent),
            Map.entry("profit_factor", Statistics::profitFactor),
            Map.entry("win_rate", Statistics::winRatePercent),
            Map.entry("sharpe_ratio", Statistics::sharpeRatio),
            Map.entry("sortino_ratio", Statistics::sortinoRatio),
            Map.entry("calmar_ratio", Statistics::calmarRatio),
            Map.entry("avg_return", Statistics::averageReturnPercent),
            Map.entry("median_return", Statistics::medianReturnPercent),
            Map.entry("best_return", Statistics::bestReturnPercent),
            Map.entry("worst_return", Statistics::worstReturnPercent),
            Map.entry("avg_duration_seconds", Statistics::averageDurationSeconds));

    private static final List<String> FIGURE_NAMES = List.copyOf(new java.util.TreeSet<>(FIGURES.keySet()));

    private final List<Varied> varied = new ArrayList<>();
    private final MessageType schema;

    RunColumns(Grid grid) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        message.addField(whole("params_hash", PrimitiveTypeName.INT64, UNSIGNED))
                .addField(whole("job_id", PrimitiveTypeName.INT64, null))
                .addField(whole("grid_index", PrimitiveTypeName.INT64, null))
                .addField(whole("outcome", PrimitiveTypeName.INT32, null))
                .addField(whole("tested_at", PrimitiveTypeName.INT64, UTC))
                .addField(whole("num_trades", PrimitiveTypeName.INT32, null))
                .addField(whole("max_consecutive_wins", PrimitiveTypeName.INT32, null))
                .addField(whole("max_consecutive_losses", PrimitiveTypeName.INT32, null));
        FIGURE_NAMES.forEach(name ->
                message.addField(Types.optional(PrimitiveTypeName.DOUBLE).named(name)));
        List<String> names = grid.names();
        for (int dimension = 0; dimension < names.size(); dimension++) {
            Varied one = new Varied(dimension, grid.values().get(names.get(dimension)));
            varied.add(one);
            message.addField(one.type("param_" + names.get(dimension)));
        }
        this.schema = message.named("run");
    }

    private static Type whole(String name, PrimitiveTypeName type, LogicalTypeAnnotation meaning) {
        return Types.required(type).as(meaning).named(name);
    }

    MessageType schema() {
        return schema;
    }

    /** Writes a row. */
    void write(
            RecordConsumer to,
            Grid grid,
            long index,
            long hash,
            long jobId,
            int outcome,
            long testedAt,
            Statistics statistics) {
        to.startMessage();
        int field = 0;
        wide(to, field++, hash);
        wide(to, field++, jobId);
        wide(to, field++, index);
        narrow(to, field++, outcome);
        wide(to, field++, testedAt);
        narrow(to, field++, statistics.trades());
        narrow(to, field++, statistics.maxConsecutiveWins());
        narrow(to, field++, statistics.maxConsecutiveLosses());
        for (String name : FIGURE_NAMES) {
            double figure = FIGURES.get(name).applyAsDouble(statistics);
            if (!Double.isNaN(figure)) {
                String column = schema.getFieldName(field);
                to.startField(column, field);
                to.addDouble(figure);
                to.endField(column, field);
            }
            field++;
        }
        for (Varied one : varied) {
            one.write(to, schema.getFieldName(field), field++, grid.choice(index, one.dimension));
        }
        to.endMessage();
    }

    private void wide(RecordConsumer to, int field, long value) {
        String column = schema.getFieldName(field);
        to.startField(column, field);
        to.addLong(value);
        to.endField(column, field);
    }

    private void narrow(RecordConsumer to, int field, int value) {
        String column = schema.getFieldName(field);
        to.startField(column, field);
        to.addInteger(value);
        to.endField(column, field);
    }

    /** A parameter: whole numbers, numbers, truth values or texts; values of several kinds, and lists, as their texts. */
    private static final class Varied {

        private final int dimension;
        private final List<Object> values;
        private final PrimitiveTypeName type;

        Varied(int dimension, List<Object> values) {
            this.dimension = dimension;
            this.values = values;
            if (values.stream().allMatch(value -> value == null || value instanceof Integer || value instanceof Long)) {
                type = PrimitiveTypeName.INT64;
            } else if (values.stream().allMatch(value -> value == null || value instanceof Number)) {
                type = PrimitiveTypeName.DOUBLE;
            } else if (values.stream().allMatch(value -> value == null || value instanceof Boolean)) {
                type = PrimitiveTypeName.BOOLEAN;
            } else {
                type = PrimitiveTypeName.BINARY;
            }
        }

        Type type(String name) {
            return Types.optional(type)
                    .as(type == PrimitiveTypeName.BINARY ? LogicalTypeAnnotation.stringType() : null)
                    .named(name);
        }

        void write(RecordConsumer to, String column, int field, int choice) {
            Object value = values.get(choice);
            if (value == null) {
                return;
            }
            to.startField(column, field);
            switch (type) {
                case INT64 -> to.addLong(((Number) value).longValue());
                case DOUBLE -> to.addDouble(((Number) value).doubleValue());
                case BOOLEAN -> to.addBoolean((Boolean) value);
                default -> to.addBinary(Binary.fromString(value.toString()));
            }
            to.endField(column, field);
        }
    }
}
