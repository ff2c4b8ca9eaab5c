package dev.quarry.launcher;

/**
 * Entry point of {@code quarry.jar}. Compiled for Java 8, so that an old Java ends with a sentence instead of an
 * UnsupportedClassVersionError; the other classes are only loaded by a Java that can run them.
 */
public final class Main {
    static final int NEEDED = 17;

    private Main() {}

    /** Runs the command line; never returns. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String refusal = refusal(System.getProperty("java.specification.version"));
        if (refusal == null) {
            refusal = refusalByServer(Main.class.getClassLoader());
        }
        if (refusal != null) {
            System.err.println(refusal);
            System.exit(1);
        }
        Class.forName("dev.quarry.launcher.QuarryCommand")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    /** One sentence when the server that the distribution was built with is of a newer Java than this, else null. */
    static String refusalByServer(ClassLoader classes) throws ReflectiveOperationException {
        try {
            Class.forName("fish.payara.micro.PayaraMicroRuntime", false, classes);
            return null;
        } catch (UnsupportedClassVersionError e) {
            return "This distribution was built with a Payara Micro that needs a newer Java than this, "
                    + System.getProperty("java.specification.version")
                    + "; run it with another one, for example $JAVA_HOME/bin/java -jar quarry.jar.";
        }
    }

    /** One sentence when that version of Java is too old, else null. */
    static String refusal(String specificationVersion) {
        String version =
                specificationVersion.startsWith("1.") ? specificationVersion.substring(2) : specificationVersion;
        if (Integer.parseInt(version) >= NEEDED) {
            return null;
        }
        return "Quarry needs Java " + NEEDED + " or newer, this is Java " + version
                + "; run it with another one, for example $JAVA_HOME/bin/java -jar quarry.jar.";
    }
}
