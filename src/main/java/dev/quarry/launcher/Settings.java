package dev.quarry.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings of a server: each value comes from the command line, else from the environment, else it is the default.
 *
 * @param port the HTTP port
 * @param address the address the HTTP port is bound to
 * @param security whether the API asks for keys or tokens
 * @param data the absolute data directory
 * @param role what the node does of a cluster's work
 * @param database the external database; empty for the embedded one
 * @param schema the requested schema of the database; empty to look where Quarry's tables are or can be
 * @param broker the external broker; empty for the embedded one
 * @param logFormat how log lines are written
 */
record Settings(
        int port,
        String address,
        boolean security,
        Path data,
        Role role,
        Optional<DatabaseUrl> database,
        Optional<String> schema,
        Optional<BrokerUrl> broker,
        LogFormat logFormat) {
    static final String DEFAULT_PORT = "8080";

    /** The port's variable as container platforms set it and the reference reads it. */
    static final String PLATFORM_PORT = "PORT";

    static final String DEFAULT_ADDRESS = "127.0.0.1";
    static final String DEFAULT_DATA = "data";
    static final String DEFAULT_ROLE = "all";
    static final String ROLE_PROPERTY = "quarry.role";

    /**
     * @param environment the value of an environment variable, or null
     * @throws LaunchException for a value that cannot be used
     */
    static Settings of(ServerOptions options, UnaryOperator<String> environment) {
        String database = first(options.databaseUrl, environment.apply("DATABASE_URL"), null);
        String broker = first(options.brokerUrl, environment.apply("BROKER_URL"), null);
        String brokerUser = first(options.brokerUser, environment.apply("BROKER_USER"), null);
        String brokerPassword = first(options.brokerPassword, environment.apply("BROKER_PASSWORD"), null);
        String address = first(options.address, environment.apply("QUARRY_ADDRESS"), DEFAULT_ADDRESS);
        boolean security = security(first(
                options.security, environment.apply("QUARRY_SECURITY"), System.getProperty("quarry.security", "off")));
        boolean insecure = options.insecure || "true".equals(environment.apply("QUARRY_INSECURE"));
        if (!security && !insecure && !isLoopback(address)) {
            throw LaunchException.usage("Quarry would listen on " + address + " without security: set --security on"
                    + " (QUARRY_SECURITY=on) and make a key with \"key create\", or say --insecure (QUARRY_INSECURE=true)"
                    + " where the network keeps others out.");
        }
        Settings settings = new Settings(
                port(first(
                        first(options.port, environment.apply("QUARRY_PORT"), null),
                        environment.apply(PLATFORM_PORT),
                        DEFAULT_PORT)),
                address,
                security,
                data(first(options.data, environment.apply("QUARRY_DATA"), DEFAULT_DATA)),
                Role.of(first(
                        first(options.role, System.getProperty(ROLE_PROPERTY), null),
                        environment.apply("QUARRY_ROLE"),
                        DEFAULT_ROLE)),
                Optional.ofNullable(database).map(DatabaseUrl::parse),
                schema(options.schema, environment.apply("QUARRY_SCHEMA")),
                Optional.ofNullable(broker).map(url -> BrokerUrl.parse(url, brokerUser, brokerPassword)),
                LogFormat.of(first(options.logFormat, environment.apply("QUARRY_LOG_FORMAT"), "text")));
        settings.requireSharedServices();
        return settings;
    }

    /** Refuses embedded services for a node that does only part of the work: the other nodes could not reach them. */
    private void requireSharedServices() {
        if (role != Role.ALL && (database.isEmpty() || broker.isEmpty())) {
            throw LaunchException.usage(
                    "A node of role " + role.code() + " (--role or QUARRY_ROLE) needs the database and the"
                            + " broker that the other nodes use: give --database-url (DATABASE_URL) and --broker-url (BROKER_URL).");
        }
    }

    /** The host by which this machine reaches the server. */
    String localHost() {
        return switch (address) {
            case "0.0.0.0", "::", "[::]" -> "localhost";
            case "127.0.0.1" -> "localhost";
            default -> address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    }

    static String first(String option, String variable, String otherwise) {
        if (option != null) {
            return option;
        }
        return variable != null && !variable.isBlank() ? variable : otherwise;
    }

    /** The schema that an option, the property or the variable names. */
    static Optional<String> schema(String option, String variable) {
        return Optional.ofNullable(first(first(option, System.getProperty(SchemaChoice.SETTING), null), variable, null))
                .map(SchemaChoice::name);
    }

    private static boolean security(String text) {
        return switch (text.strip()) {
            case "on" -> true;
            case "off" -> false;
            default -> throw LaunchException.usage("Security (--security or QUARRY_SECURITY) must be on or off.");
        };
    }

    /** Whether an address is loopback; an unknown name is reported when the port is opened. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.trim());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // falls through to the sentence
        }
        throw LaunchException.usage(
                "The port (--port, QUARRY_PORT or PORT) must be a number from 1 to 65535, not \"" + text + "\".");
    }

    static Path data(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            // falls through to the sentence
        }
        throw LaunchException.usage("The data directory (--data or QUARRY_DATA) is not a path: \"" + text + "\".");
    }
}
