package dev.quarry.job.store.read;

import dev.quarry.job.ChildEnd;
import dev.quarry.job.ChildResult;
import dev.quarry.job.Children;
import dev.quarry.job.JobState;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads stored children. Each page is a statement of its own, so that no connection is held between pages. */
final class StoredChildren implements Children {

    private static final String COUNT = "select count(*) from job where parent_id = ?";

    private static final String END_PAGE = """
            select id, position, job_type, state, error from job
            where parent_id = ? and position >= ? order by position limit 1000
            """;

    /**
     * A limited number of children that have at most eight million bytes together, but at least one. The lengths are
     * known without reading the texts.
     */
    private static final String RESULT_PAGE = """
            select id, position, job_type, state, payload, result, error from (
                select *, sum(octet_length(payload) + coalesce(octet_length(result), 0)) over (order by position) as bytes,
                    row_number() over (order by position) as place
                from (
                    select id, position, job_type, state, payload, result, error from job
                    where parent_id = ? and position >= ? order by position limit 200) page) page
            where bytes <= 8000000 or place = 1
            order by position
            """;

    private final Database database;
    private final long parentId;
    private final Runnable checkpoint;

    StoredChildren(Database database, long parentId, Runnable checkpoint) {
        this.database = database;
        this.parentId = parentId;
        this.checkpoint = checkpoint;
    }

    @Override
    public int size() {
        return database.first(COUNT, row -> row.getInt(1), parentId).orElseThrow();
    }

    @Override
    public Stream<ChildEnd> ends() {
        return StreamSupport.stream(
                new Pages<>(from -> database.query(END_PAGE, StoredChildren::end, parentId, from), ChildEnd::position),
                false);
    }

    @Override
    public Stream<ChildResult> results() {
        return StreamSupport.stream(
                        new Pages<>(
                                from -> database.query(RESULT_PAGE, StoredChildren::texts, parentId, from),
                                texts -> texts.end().position()),
                        false)
                .map(Texts::parsed);
    }

    private static ChildEnd end(ResultSet row) throws SQLException {
        return new ChildEnd(
                row.getLong("id"),
                row.getInt("position"),
                row.getString("job_type"),
                JobState.of(row.getString("state")).orElseThrow(),
                row.getString("error"));
    }

    private static Texts texts(ResultSet row) throws SQLException {
        return new Texts(end(row), row.getString("payload"), row.getString("result"));
    }

    /** A child not yet parsed: a tree takes many times the memory of its text, and so is made one at a time. */
    private record Texts(ChildEnd end, String payload, String result) {

        ChildResult parsed() {
            return new ChildResult(
                    end.jobId(), end.position(), end.jobType(), end.state(), json(payload), json(result), end.error());
        }

        private static JsonNode json(String text) {
            return text == null ? null : Json.MAPPER.readTree(text);
        }
    }

    /** Reads page after page, each when the previous one is used up. */
    private final class Pages<T> extends AbstractSpliterator<T> {

        private final IntFunction<List<T>> from;
        private final ToIntFunction<T> position;
        private Iterator<T> page = Collections.emptyIterator();
        private int next;

        private Pages(IntFunction<List<T>> from, ToIntFunction<T> position) {
            super(Long.MAX_VALUE, ORDERED | NONNULL);
            this.from = from;
            this.position = position;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            checkpoint.run();
            if (!page.hasNext()) {
                page = from.apply(next).iterator();
            }
            if (!page.hasNext()) {
                return false;
            }
            T one = page.next();
            next = position.applyAsInt(one) + 1;
            action.accept(one);
            return true;
        }
    }
}
