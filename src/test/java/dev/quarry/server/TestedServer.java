package dev.quarry.server;

/**
 * The kind of application server that the suite ({@link OnTestedServer}) runs on. {@code -Dquarry.it.server} names it, which
 * is also the qualifier of its container in {@code arquillian.xml}.
 */
interface TestedServer extends AutoCloseable {

    /** Makes it ready for Arquillian; what arquillian.xml asks for is set as system properties. */
    void prepare(Backing backing) throws Exception;

    /** When all tests are over, for what Arquillian does not stop itself. */
    @Override
    default void close() {}

    /** The server of that name. */
    static TestedServer named(String name) {
        return switch (name) {
            case "payara-micro" -> new TestedPayaraMicro();
            case "payara" -> new TestedPayara();
            case "wildfly" -> new TestedWildFly();
            default -> throw new IllegalArgumentException("no such server to test on: " + name);
        };
    }

    /** The database and the broker that the server is to use. */
    record Backing(String databaseUrl, int brokerPort, String brokerUser, String brokerPassword) {}
}
