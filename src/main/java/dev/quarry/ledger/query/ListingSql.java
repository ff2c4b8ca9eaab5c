package dev.quarry.ledger.query;

/** What a listing asks the database for: the conditions on outcomes and runs, and the order. */
final class ListingSql {

    private final RunFilter filter;
    private final SetupSelection setups;
    private final RunSort sort;

    ListingSql(RunFilter filter, SetupSelection setups, RunSort sort) {
        this.filter = filter;
        this.setups = setups;
        this.sort = sort;
    }

    String order(String run) {
        if (sort.byPlace()) {
            return run + "grid_index" + sort.direction() + ", " + run + "params_hash" + sort.direction();
        }
        String places = run.isEmpty() ? "" : ", " + run + "grid_index, " + run + "params_hash";
        return sort.column() + sort.direction() + " nulls last, o.id" + places;
    }

    /** Written so that an index can begin at the position. */
    void from(Conditions where, RunPosition position, boolean undefined, String sameFigure) {
        boolean byRun = sameFigure.startsWith("(");
        Object[] place = position == null
                ? new Object[0]
                : byRun
                        ? new Object[] {position.outcome(), position.gridIndex(), position.hash()}
                        : new Object[] {position.outcome()};
        if (undefined) {
            where.and(sort.column() + " is null");
            if (position != null) {
                where.and(sameFigure, place);
            }
            return;
        }
        if (sort.mayBeUndefined()) {
            where.and(sort.column() + " is not null");
        }
        if (position != null) {
            Object figure = position.figure(sort);
            where.and(sort.column() + " " + sort.beyond() + "= ?", figure)
                    .and("(" + sort.column() + " " + sort.beyond() + " ?", figure);
            where.or(sameFigure + ")", place);
        }
    }

    Conditions onOutcomes() {
        Conditions where = onFigures();
        setups.sql("o.setup_id").ifPresent(where::and);
        return where;
    }

    Conditions onRuns() {
        Conditions where = onFigures();
        setups.sql("o.setup_id", "n.grid_index").ifPresent(where::and);
        if (filter.runs() != null) {
            where.and("n.params_hash = any (?)", (Object) filter.runs().array());
        }
        setups.fewHashes().ifPresent(hashes -> where.and("n.params_hash = any (?)", (Object) hashes));
        return where;
    }

    /** Whether the runs that count are few and known by hash. */
    boolean namesRuns() {
        return filter.runs() != null || setups.fewHashes().isPresent();
    }

    Conditions onFigures() {
        Conditions where = new Conditions();
        if (filter.winner() != null) {
            where.and(filter.winner() ? "o.is_winner" : "not o.is_winner");
        }
        filter.bounds().forEach(bound -> where.and(bound.sql(), bound.bound()));
        return where;
    }
}
