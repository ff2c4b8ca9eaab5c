package dev.quarry.openapi;

import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Words and kinds of the parameters that several routes take; a name means the same in all of them. */
final class KnownParameters {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("distinct", "boolean"),
            Map.entry("missing", "boolean"),
            Map.entry("perturb", "boolean"),
            Map.entry("retrying", "boolean"),
            Map.entry("winners", "boolean"),
            Map.entry("min_return", "number"),
            Map.entry("max_drawdown", "number"),
            Map.entry("max_mark_to_market_drawdown", "number"),
            Map.entry("min_profit_factor", "number"),
            Map.entry("min_win_rate", "number"),
            Map.entry("min_confidence", "number"));

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("a", "The params_hash of the one run"),
            Map.entry("adjust", "For what prices are adjusted: none (unless given), split or total_return"),
            Map.entry("after", "Ids of the jobs that it runs after, at most 100, comma-separated"),
            Map.entry(
                    "after_failure",
                    "fail (unless given) or run: what becomes of it when one of those does not succeed"),
            Map.entry("as_of", "The prices as they were at that time, ISO-8601; as they are now unless given"),
            Map.entry("b", "The params_hash of the other run"),
            Map.entry("bins", "Into how many spans the values are divided"),
            Map.entry("callback_url", "Who is told when the job has ended; on an origin that the operator allows"),
            Map.entry("created_from", "Only what was created at that time or later, ISO-8601"),
            Map.entry("created_to", "Only what was created before that time, ISO-8601"),
            Map.entry("cron", "Five fields as in crontab(5), or @hourly, @daily, @weekly, @monthly, @yearly"),
            Map.entry("cursor", "The next_cursor of the page before"),
            Map.entry("description", "The description of the preset"),
            Map.entry("distinct", "Whether equal outcomes are shown once with their count; true unless given"),
            Map.entry("end_ts", "The last bar's open, inclusive, ISO-8601; a date alone is that whole day"),
            Map.entry("ex_date", "Only events of that date or time, ISO-8601"),
            Map.entry("exchange", "Where the prices come from, such as kraken, file or sample"),
            Map.entry(
                    "format",
                    "json, or where the answer is a table csv, arrow or parquet; what the Accept header says unless given"),
            Map.entry("id", "The number or name by which it was told"),
            Map.entry("job_id", "The job that made it"),
            Map.entry("job_type", "Only jobs of that type"),
            Map.entry("key", "A key: of the preset, or the concurrency_key of jobs"),
            Map.entry("kind", "Only splits, or only dividends"),
            Map.entry("lane", "io, compute or light"),
            Map.entry("last_event_id", "The id of the last event seen; like the header Last-Event-ID"),
            Map.entry("Last-Event-ID", "The id of the last event seen, to go on from there"),
            Map.entry("limit", "How many at most"),
            Map.entry("max_drawdown", "The greatest drawdown of the realised equity in percent"),
            Map.entry(
                    "max_mark_to_market_drawdown",
                    "The greatest drawdown in percent of the equity with open positions at each bar's close"),
            Map.entry("metric", "The figure that is looked at"),
            Map.entry("min_confidence", "The least confidence of a rule, 0 to 1; 0.3 unless given"),
            Map.entry("min_profit_factor", "The least profit factor"),
            Map.entry("min_return", "The least total return in percent"),
            Map.entry("min_trades", "The least number of trades"),
            Map.entry("min_win_rate", "The least win rate in percent"),
            Map.entry("missing_volume", "zero: a bar without a volume is stored with volume 0; refused when absent"),
            Map.entry(
                    "missing",
                    "Whether to count the bars that are missing by the calendars of the markets; false unless given"),
            Map.entry("minutes", "How far to look back"),
            Map.entry("name", "The name of the schedule, of the strategy or of the preset"),
            Map.entry("offset", "How many to leave out before the first"),
            Map.entry("order", "asc or desc; the best or newest first unless given"),
            Map.entry("parameter", "Only that strategy parameter"),
            Map.entry(
                    "params_hash", "The parameter set of a run; of a list, given several times, those of any of them"),
            Map.entry("parent_id", "Only children of that job"),
            Map.entry(
                    "perturb",
                    "Whether its trades are shuffled, markets resampled and parameters moved too; false unless given"),
            Map.entry("prefix", "What the keys of the presets begin with; discovered unless given"),
            Map.entry("profile", "conservative, moderate or aggressive; moderate unless given"),
            Map.entry(
                    "retrying",
                    "true for jobs that wait for another attempt, since the last one failed; false for all others"),
            Map.entry("row", "Which row of the result"),
            Map.entry("sort", "By what the list is sorted"),
            Map.entry("start_ts", "The first bar's open, ISO-8601"),
            Map.entry("status", "queued, running, succeeded, failed or canceled"),
            Map.entry(
                    "strategy",
                    "Only of that strategy: turtle for all its versions, turtle@3 for one, * for those of all strategies where that is"
                            + " possible; the built-in family unless given, but in the lists of snapshots and frozen winners, which have all"),
            Map.entry("symbol", "The market, such as BTC/USD"),
            Map.entry("text", "Only jobs with that text in payload or error"),
            Map.entry("time_zone", "The time zone of the expression, such as Europe/Berlin; UTC unless given"),
            Map.entry("timeframe", "The length of a bar, such as 30m or 1h; no months"),
            Map.entry("to", "The snapshot to compare with; the one before of the same settings unless given"),
            Map.entry("top_n", "How many of the best"),
            Map.entry("type", "The type of job"),
            Map.entry(
                    "verdict",
                    "Only runs with that verdict, as it is kept: holds_up, cannot_tell, likely_luck or no_edge; given several times, any"
                            + " of them"),
            Map.entry("version", "The number of a version; the newest unless given"),
            Map.entry("wait", "How many seconds the answer may wait for the end of the job"),
            Map.entry("winners", "Only winners, or only the others"),
            Map.entry("with", "Only pairs with that strategy parameter too"),
            Map.entry("x", "The parameter across"),
            Map.entry("y", "The parameter upwards"));

    private KnownParameters() {}

    /** @throws IllegalArgumentException where nobody has said what it means */
    static String words(String name) {
        String words = WORDS.get(name);
        if (words == null) {
            throw new IllegalArgumentException("KnownParameters has no words for the parameter " + name);
        }
        return words;
    }

    /** @param whole null for what is read as text, or has a kind by its name */
    static ObjectNode schema(String name, Whole whole) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (whole == null) {
            return schema.put("type", KINDS.getOrDefault(name, "string"));
        }
        boolean small = whole.max() <= Integer.MAX_VALUE;
        schema.put("type", "integer").put("format", small ? "int32" : "int64");
        if (whole.min() != Long.MIN_VALUE) {
            schema.put("minimum", whole.min());
        }
        if (whole.max() < Integer.MAX_VALUE) {
            schema.put("maximum", whole.max());
        }
        if (whole.defaultValue() != Long.MIN_VALUE) {
            schema.put("default", whole.defaultValue());
        }
        return schema;
    }
}
