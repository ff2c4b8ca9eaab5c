package dev.quarry.chaos;

/**
 * How large a run is.
 *
 * @param seed of all that is drawn: jobs, faults and their times; what the processes make of it is theirs
 * @param jobs how many jobs are posted, their children not counted
 * @param kills how many SIGKILLs at least, of nodes, broker and database together
 * @param leaseSeconds {@code quarry.lease.seconds} of the nodes
 */
record ChaosSettings(long seed, int jobs, int kills, int leaseSeconds) {

    /** From this many kills on most of them hit broker and database, which are back in seconds. */
    private static final int MANY = 30;

    /** From {@code quarry.chaos.seed}, {@code .jobs}, {@code .kills} and {@code .lease}. */
    static ChaosSettings of(int jobs, int kills, int leaseSeconds) {
        return new ChaosSettings(
                Long.getLong("quarry.chaos.seed", System.nanoTime() & 0xFFFFFF),
                Integer.getInteger("quarry.chaos.jobs", jobs),
                Integer.getInteger("quarry.chaos.kills", kills),
                Integer.getInteger("quarry.chaos.lease", leaseSeconds));
    }

    /** Brokers and databases killed in a round; one node is killed in each. */
    int cheapKillsOfEachKind() {
        return kills < MANY ? 1 : 3;
    }

    int rounds() {
        int perRound = 1 + 2 * cheapKillsOfEachKind();
        return Math.max(1, (kills + perRound - 1) / perRound);
    }
}
