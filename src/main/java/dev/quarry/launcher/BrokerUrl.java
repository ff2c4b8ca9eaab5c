package dev.quarry.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;

/** The address of the Artemis broker, and the user to connect as. */
record BrokerUrl(String host, int port, String user, String password) {
    static final int DEFAULT_PORT = 61616;

    /**
     * Reads {@code tcp://[user:password@]host[:port][?user=…&password=…]}; a user and password given separately
     * override those in the URL. A broker that needs no credentials is sent the user {@code quarry}, because the
     * adapter cannot send none.
     *
     * @param user the user given separately, or null
     * @param password the password given separately, or null
     * @throws LaunchException with a sentence that repeats nothing of the text
     */
    static BrokerUrl parse(String text, String user, String password) {
        URI uri;
        try {
            uri = new URI(text.trim());
        } catch (URISyntaxException e) {
            throw invalid("it is not a well-formed URL");
        }
        if (!"tcp".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw invalid("it must look like tcp://host:port");
        }
        Map<String, String> given = new HashMap<>();
        if (uri.getRawUserInfo() != null) {
            String[] userAndPassword = uri.getRawUserInfo().split(":", 2);
            given.put("user", decode(userAndPassword[0]));
            if (userAndPassword.length == 2) {
                given.put("password", decode(userAndPassword[1]));
            }
        }
        if (uri.getRawQuery() != null) {
            for (String parameter : uri.getRawQuery().split("&")) {
                String[] nameAndValue = parameter.split("=", 2);
                if (nameAndValue.length == 2) {
                    given.put(nameAndValue[0], decode(nameAndValue[1]));
                }
            }
        }
        String asUser = orElse(user, given.get("user"), "quarry");
        return new BrokerUrl(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                asUser,
                orElse(password, given.get("password"), asUser));
    }

    private static String orElse(String first, String second, String third) {
        if (first != null && !first.isEmpty()) {
            return first;
        }
        return second != null && !second.isEmpty() ? second : third;
    }

    private static String decode(String text) {
        try {
            return DatabaseUrl.decode(text);
        } catch (LaunchException e) {
            throw invalid("its user or password is not properly percent-encoded");
        }
    }

    private static LaunchException invalid(String why) {
        return LaunchException.usage("The broker URL (--broker-url or BROKER_URL) cannot be used: " + why + ".");
    }

    @Override
    public String toString() {
        return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
