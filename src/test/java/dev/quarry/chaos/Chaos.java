package dev.quarry.chaos;

/**
 * The long form: 10,000 jobs and 100 kills. Ends with 1 when a count is not 0. System properties {@code quarry.home} (the
 * distribution) and {@code quarry.chaos.seed}, {@code .jobs}, {@code .kills}, {@code .lease}.
 */
public final class Chaos {

    private static final int JOBS = 10_000;
    private static final int KILLS = 100;
    private static final int LEASE_SECONDS = 15;

    private Chaos() {}

    public static void main(String[] arguments) throws Exception {
        if (!ClockSkew.isPossible()) {
            System.err.println(
                    "The long form needs libfaketime for a node whose clock is wrong. Type: " + ClockSkew.INSTALL);
            System.exit(2);
        }
        ChaosReport report = ChaosRun.run(ChaosSettings.of(JOBS, KILLS, LEASE_SECONDS));
        System.out.println(report.text());
        System.exit(
                report.isClean()
                                && report.timeline().kills()
                                        >= report.settings().kills()
                        ? 0
                        : 1);
    }
}
