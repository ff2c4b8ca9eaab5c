package dev.quarry.launcher;

import picocli.CommandLine.Option;

/** The options that {@code serve} and {@code demo} share, as the texts given; null where an option is absent. */
final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "HTTP port (QUARRY_PORT; 8080). Without that variable PORT is read, as platforms set it.")
    String port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Address the port is bound to (QUARRY_ADDRESS; 127.0.0.1, 0.0.0.0 for every interface).")
    String address;

    @Option(
            names = "--security",
            paramLabel = "on|off",
            description = "Whether the API asks for keys or tokens (QUARRY_SECURITY; off).")
    String security;

    @Option(names = "--insecure", description = "Listen beyond this machine without security (QUARRY_INSECURE=true).")
    boolean insecure;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory: database, broker journal, logs (QUARRY_DATA; ./data).")
    String data;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What the node does: all, api (runs no jobs) or worker (runs jobs only) (QUARRY_ROLE; all).")
    String role;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "PostgreSQL to use instead of the embedded one (DATABASE_URL):",
                "postgres://user:password@host:port/db or jdbc:postgresql://host:port/db?user=…&password=…"
            })
    String databaseUrl;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = {
                "Schema of the database (QUARRY_SCHEMA). Without it: where Quarry's tables are, else public,",
                "else, where others have tables there, quarry."
            })
    String schema;

    @Option(
            names = "--broker-url",
            paramLabel = "URL",
            description = "Artemis broker to use instead of the embedded one (BROKER_URL): tcp://host:port")
    String brokerUrl;

    @Option(names = "--broker-user", paramLabel = "USER", description = "User for the broker (BROKER_USER).")
    String brokerUser;

    @Option(
            names = "--broker-password",
            paramLabel = "PASSWORD",
            description = "Password for the broker (BROKER_PASSWORD, which other users of the machine cannot see).")
    String brokerPassword;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description = "Log lines as text or json (QUARRY_LOG_FORMAT; text). With json the console gets them too.")
    String logFormat;
}
