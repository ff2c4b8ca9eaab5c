package dev.quarry.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** Checks that the ports are free and the database and the broker available before anything is started. */
final class Connectivity {
    private static final int TIMEOUT_SECONDS = 5;

    private Connectivity() {}

    /**
     * @throws LaunchException when another process listens on the port, or the address does not belong to this machine
     */
    static void requireFree(String address, int port) {
        InetAddress local;
        try {
            local = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw LaunchException.usage("The address " + address + " (--address or QUARRY_ADDRESS) is not known.");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(local, port));
        } catch (IOException e) {
            throw LaunchException.failure("Port " + port + " on " + address + " cannot be opened (" + e.getMessage()
                    + "); choose another one with --port or QUARRY_PORT.");
        }
    }

    /** A free loopback port. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw LaunchException.failure("No free port can be found on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /**
     * @param schema the requested schema
     * @param drivers a class loader with the PostgreSQL driver
     * @return the database with Quarry's schema
     * @throws LaunchException when no session can be opened
     */
    static DatabaseUrl requireDatabase(DatabaseUrl database, Optional<String> schema, URLClassLoader drivers) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Integer.toString(TIMEOUT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(2 * TIMEOUT_SECONDS));
        try {
            Driver driver = (Driver) drivers.loadClass("org.postgresql.Driver")
                    .getDeclaredConstructor()
                    .newInstance();
            try (Connection connection = driver.connect(database.jdbcUrl(), properties)) {
                if (connection == null) {
                    throw new SQLException("the URL is not one of PostgreSQL");
                }
                return SchemaChoice.in(database, schema, connection);
            }
        } catch (SQLException e) {
            throw LaunchException.failure("The database " + database + " cannot be reached: " + oneLine(e) + ".", e);
        } catch (ReflectiveOperationException e) {
            throw LaunchException.failure("The PostgreSQL driver is missing in lib/jdbc.", e);
        }
    }

    /**
     * @throws LaunchException when nothing listens there
     */
    static void requireBroker(BrokerUrl broker) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(broker.host(), broker.port()), TIMEOUT_SECONDS * 1000);
        } catch (IOException e) {
            throw LaunchException.failure("The broker " + broker + " cannot be reached: " + oneLine(e) + ".", e);
        }
    }

    /** The message of an exception, as the end of a sentence. */
    static String oneLine(Exception e) {
        if (e.getCause() instanceof UnknownHostException || e instanceof UnknownHostException) {
            return "the host is not known";
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("").strip().replaceFirst("\\.$", "");
    }
}
