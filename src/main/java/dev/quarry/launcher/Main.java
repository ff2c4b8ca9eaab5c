package dev.quarry.launcher;

/** Entry point of {@code quarry.jar}. */
public final class Main {
    private Main() {}

    /** Runs the command line; never returns. */
    public static void main(String[] arguments) {
        System.exit(QuarryCommand.execute(System.out, System.err, arguments));
    }
}
