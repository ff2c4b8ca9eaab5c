package dev.quarry.ledger;

import dev.quarry.job.admin.JobBelongings;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.spark.SparkEngines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of runs go with their search's job, and what rests on them too: outcomes and, where nothing is left of it, the setup. What
 * was counted as trials stays. Files that nobody registered go when their job is no longer active.
 */
@ApplicationScoped
public class RunFileRetention implements JobBelongings {

    private static final Logger LOG = Logger.getLogger(RunFileRetention.class.getName());
    private static final int AT_ONCE = 20;
    private static final int AT_MOST = 50 * AT_ONCE;
    private static final int DEPTH = 5;
    private static final long LOOK_NANOS = java.util.concurrent.TimeUnit.HOURS.toNanos(1);
    private static final Pattern JOB = Pattern.compile("job=([0-9]{1,18})");

    private static final String OLD = """
            select f.id, f.setup_id, f.location from backtest_file f
            where not exists (select from job j where j.id = f.job_id) order by f.id limit ? for update skip locked
            """;

    private static final String EMPTY = """
            delete from backtest_setup s where s.id = any (?)
                and not exists (select from backtest_outcome o where o.setup_id = s.id)
                and not exists (select from backtest_file f where f.setup_id = s.id)
            """;

    private static final String ACTIVE =
            "select id from job where id = any (?) and state not in ('succeeded', 'failed', 'canceled')";

    private final Database database;
    private final Transactions transactions;
    private final Optional<String> root;
    private long looked;
    private boolean lookedEver;

    @Inject
    public RunFileRetention(Database database, Transactions transactions, SparkEngines spark) {
        this(database, transactions, spark.output());
    }

    /** @param root where files of runs are stored, as a URI */
    public RunFileRetention(Database database, Transactions transactions, Optional<String> root) {
        this.database = database;
        this.transactions = transactions;
        this.root = root;
    }

    private record Old(long id, long setup, String location) {}

    @Override
    public void forget() {
        for (int done = 0, last = AT_ONCE; last == AT_ONCE && done < AT_MOST; done += last) {
            List<Old> old = transactions.inNew(this::unregister);
            old.forEach(RunFileRetention::delete);
            last = old.size();
        }
        if (!lookedEver || System.nanoTime() - looked > LOOK_NANOS) {
            lookedEver = true;
            looked = System.nanoTime();
            deleteStrays();
        }
    }

    private List<Old> unregister() {
        List<Old> old = database.query(OLD, row -> new Old(row.getLong(1), row.getLong(2), row.getString(3)), AT_ONCE);
        if (!old.isEmpty()) {
            long[] ids = old.stream().mapToLong(Old::id).toArray();
            database.update("delete from backtest_outcome where file_id = any (?)", (Object) ids);
            database.update("delete from backtest_file where id = any (?)", (Object) ids);
            database.update(EMPTY, (Object)
                    old.stream().mapToLong(Old::setup).distinct().toArray());
        }
        return old;
    }

    private static void delete(Old file) {
        try {
            Optional<Path> path = RunFile.path(file.location());
            if (path.isPresent()) {
                Files.deleteIfExists(path.get());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is no longer needed and cannot be deleted: {1}", new Object[] {
                file.location(), e
            });
        }
    }

    /** Deletes what attempts left that died with their node, or whose folders are empty by now. */
    void deleteStrays() {
        List<Path> attempts = root.flatMap(RunFile::path)
                .filter(Files::isDirectory)
                .map(RunFileRetention::attempts)
                .orElse(List.of());
        long[] jobs =
                attempts.stream().mapToLong(RunFileRetention::job).distinct().toArray();
        Set<Long> active = new HashSet<>(database.query(ACTIVE, row -> row.getLong(1), (Object) jobs));
        StrayFiles strays = new StrayFiles(database);
        attempts.stream().filter(attempt -> !active.contains(job(attempt))).forEach(strays::delete);
    }

    private static List<Path> attempts(Path root) {
        try (Stream<Path> folders = Files.walk(root, DEPTH)) {
            return folders.filter(folder -> folder.getNameCount() == root.getNameCount() + DEPTH && job(folder) > 0)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "{0} cannot be looked through: {1}", new Object[] {root, e});
            return List.of();
        }
    }

    /** The job of an attempt's folder; 0 where it is none. */
    private static long job(Path attempt) {
        Matcher name = JOB.matcher(attempt.getParent().getFileName().toString());
        return name.matches() && attempt.getFileName().toString().startsWith("attempt=")
                ? Long.parseLong(name.group(1))
                : 0;
    }
}
