package dev.quarry.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of PostgreSQL.
 *
 * @param jdbcUrl the JDBC URL with user and password as its parameters: a secret
 * @param display the same without user, password and parameters, for the terminal and the log
 */
record DatabaseUrl(String jdbcUrl, String display) {
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern USER_INFO = Pattern.compile("^(postgres(?:ql)?://)(?:([^@/?#]*)@)?(.*)$");

    private static final Pattern SCHEMA = Pattern.compile("[?&]currentSchema=([^&]+)");

    /**
     * Reads {@code jdbc:postgresql://host/db?user=…} as it is, and the form
     * {@code postgres://user:password@host:port/db} (also {@code postgresql://}), whose user, password and database
     * name are percent-encoded.
     *
     * @throws LaunchException with a sentence that repeats nothing of the text
     */
    static DatabaseUrl parse(String text) {
        String url = text.trim();
        if (url.startsWith(JDBC)) {
            return new DatabaseUrl(url, withoutSecrets(url.substring("jdbc:".length())));
        }
        Matcher parts = USER_INFO.matcher(url);
        if (!parts.matches()) {
            throw invalid("it must start with jdbc:postgresql:// or postgres://");
        }
        URI uri;
        try {
            uri = new URI("postgresql://" + parts.group(3));
        } catch (URISyntaxException e) {
            throw invalid("it is not a well-formed URL");
        }
        String database = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
        if (uri.getHost() == null || database.isEmpty() || database.contains("/")) {
            throw invalid("it must name a host and a database");
        }
        String location = "//" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/" + database;
        StringBuilder parameters = new StringBuilder();
        if (parts.group(2) != null && !parts.group(2).isEmpty()) {
            String[] userAndPassword = parts.group(2).split(":", 2);
            append(parameters, "user", decode(userAndPassword[0]));
            if (userAndPassword.length == 2) {
                append(parameters, "password", decode(userAndPassword[1]));
            }
        }
        if (uri.getRawQuery() != null) {
            parameters.append(parameters.isEmpty() ? "?" : "&").append(uri.getRawQuery());
        }
        return new DatabaseUrl("jdbc:postgresql:" + location + parameters, "postgresql:" + location);
    }

    /** The schema that the address names, if it names one. */
    Optional<String> schema() {
        return SCHEMA.matcher(jdbcUrl)
                .results()
                .map(found -> decode(found.group(1)))
                .findFirst();
    }

    /** The same database with connections that find tables in that schema only. */
    DatabaseUrl inSchema(String schema) {
        return new DatabaseUrl(
                jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "currentSchema=" + schema,
                display + " schema " + schema);
    }

    /** The same database with connections that find tables by their default search path. */
    DatabaseUrl withoutSchema() {
        return new DatabaseUrl(
                SCHEMA.matcher(jdbcUrl)
                        .replaceAll(found -> found.group().startsWith("?") ? "?" : "")
                        .replace("?&", "?")
                        .replaceFirst("\\?$", ""),
                display.replaceFirst(" schema .*", ""));
    }

    /** The embedded server on that loopback port. */
    static DatabaseUrl embedded(int port, String user, String password) {
        StringBuilder parameters = new StringBuilder();
        append(parameters, "user", user);
        append(parameters, "password", password);
        String location = "//127.0.0.1:" + port + "/postgres";
        return new DatabaseUrl("jdbc:postgresql:" + location + parameters, "postgresql:" + location);
    }

    private static void append(StringBuilder parameters, String name, String value) {
        parameters
                .append(parameters.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** Percent-decoding as in a user info part, where a plus sign is a plus sign. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("its user or password is not properly percent-encoded");
        }
    }

    private static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        String location = query < 0 ? url : url.substring(0, query);
        return location.replaceFirst("//[^/@]*@", "//");
    }

    private static LaunchException invalid(String why) {
        return LaunchException.usage("The database URL (--database-url or DATABASE_URL) cannot be used: " + why + ".");
    }

    @Override
    public String toString() {
        return display;
    }
}
