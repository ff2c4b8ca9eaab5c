package dev.quarry.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings of the application, with what each may be. {@code docs/configuration.md} tells what they mean. */
final class KnownSettings {

    /** The exchanges that can be asked; a test holds them equal to the beans that there are. */
    static final List<String> EXCHANGES =
            List.of("binance", "binanceus", "bitstamp", "bybit", "coinbase", "gemini", "kraken");

    /** Settings of exchanges that files describe, whose names nobody knows here. */
    private static final Pattern OF_AN_EXCHANGE =
            Pattern.compile("quarry\\.exchange\\.[a-z0-9_-]+\\.(url|requests-per-second)"
                    + "|QUARRY_EXCHANGE_[A-Z0-9_]+_(URL|REQUESTS_PER_SECOND)");

    /** The lanes; a test holds them equal to the queue's. */
    static final List<String> LANES = List.of("io", "compute", "light");

    /** As many as the server has instances of a message-driven bean. */
    private static final int MOST_HANDS = 32;

    private static final long TERABYTE = 1L << 40;
    private static final int MOST_DAYS = 36_500;
    private static final int DAY_MINUTES = 1_440;

    static final List<Setting> ALL = Stream.of(node(), queue(), access(), prices(), research(), connections())
            .flatMap(List::stream)
            .toList();

    /** The system property that tells that the launcher started this server. */
    static final String HOME = "quarry.home";

    /** What the launcher sets for itself and for the files in {@code server-config}; nobody else reads it. */
    private static final Set<String> INTERNAL =
            Set.of(HOME, "quarry.data", StartupNotes.PROPERTY, StartupFailure.PROPERTY);

    /** What only the launcher reads. */
    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of("QUARRY_PORT", "QUARRY_ADDRESS", "QUARRY_DATA", "QUARRY_INSECURE", "QUARRY_LOG_FORMAT");

    private KnownSettings() {}

    /**
     * What is wrong with the configuration, one sentence each.
     *
     * @param value the value of a property; null or blank when it is not set
     */
    static List<String> faults(Function<String, String> value) {
        List<String> faults = new ArrayList<>();
        for (Setting setting : ALL) {
            given(value, setting.name()).flatMap(setting::fault).ifPresent(faults::add);
        }
        if (faults.isEmpty()) {
            rolesAndLanes(value).ifPresent(faults::add);
        }
        return faults;
    }

    /** Of those names the ones that look like settings of ours and are none: most likely slips of the pen. */
    static List<String> unknown(Iterable<String> names) {
        Set<String> known = ALL.stream()
                .flatMap(setting -> Stream.of(setting.name(), setting.variable()))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            boolean ours = name.startsWith("quarry.") || name.startsWith("QUARRY_");
            if (ours
                    && !OF_AN_EXCHANGE.matcher(name).matches()
                    && !known.contains(name)
                    && !INTERNAL.contains(name)
                    && !LAUNCHER_VARIABLES.contains(name)) {
                unknown.add(name);
            }
        }
        unknown.sort(null);
        return unknown;
    }

    /** The server gives wake-ups to as many hands as the lanes say, so the lanes must fit the role. */
    private static Optional<String> rolesAndLanes(Function<String, String> value) {
        NodeRole role = NodeRole.of(given(value, NodeRole.SETTING).orElse(NodeRole.USUAL));
        List<String> lanes = LANES.stream().map(KnownSettings::concurrency).toList();
        boolean allZero = lanes.stream()
                .allMatch(lane -> given(value, lane).filter("0"::equals).isPresent());
        if (role == NodeRole.API && !allZero) {
            return Optional.of("quarry.role=api (QUARRY_ROLE) serves no lane, so " + String.join(", ", lanes)
                    + " must be 0; the launcher sets them, on another server you do.");
        }
        if (role == NodeRole.WORKER && allZero) {
            return Optional.of("quarry.role=worker (QUARRY_ROLE) must serve a lane, but " + String.join(", ", lanes)
                    + " are all 0.");
        }
        return Optional.empty();
    }

    private static Optional<String> given(Function<String, String> value, String name) {
        return Optional.ofNullable(value.apply(name)).filter(text -> !text.isBlank());
    }

    private static String concurrency(String lane) {
        return "quarry.lane." + lane + ".concurrency";
    }

    private static List<Setting> node() {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting(NodeRole.SETTING, Allowed.oneOf(List.of("all", "api", "worker"))));
        LANES.forEach(lane -> settings.add(new Setting(concurrency(lane), Allowed.wholeNumber(0, MOST_HANDS))));
        settings.add(new Setting("quarry.worker.id", Allowed.text(100)));
        settings.add(new Setting("quarry.streams.max", Allowed.wholeNumber(0, 100_000)));
        settings.add(new Setting("quarry.streams.lifetime.seconds", Allowed.wholeNumber(1, 86_400)));
        settings.add(new Setting("quarry.cors.origins", Allowed.origins()));
        settings.add(new Setting("quarry.health.reference", Allowed.oneOf(List.of("true", "false"))));
        return settings;
    }

    private static List<Setting> queue() {
        return List.of(
                new Setting("quarry.lease.seconds", Allowed.wholeNumber(3, 3_600)),
                new Setting("quarry.drain.seconds", Allowed.wholeNumber(0, 3_600)),
                new Setting("quarry.retention.succeeded.days", Allowed.wholeNumber(0, MOST_DAYS)),
                new Setting("quarry.retention.failed.days", Allowed.wholeNumber(0, MOST_DAYS)),
                new Setting("quarry.retention.canceled.days", Allowed.wholeNumber(0, MOST_DAYS)),
                new Setting("quarry.retention.audit.days", Allowed.wholeNumber(0, MOST_DAYS)),
                new Setting(
                        "quarry.leaderboard.refresh.minutes",
                        Allowed.wholeNumber(
                                "0, or a number of minutes that divides an hour, or hours that divide a day",
                                KnownSettings::isInterval)));
    }

    private static List<Setting> access() {
        return List.of(
                new Setting("quarry.security", Allowed.oneOf(List.of("on", "off"))),
                new Setting("quarry.rate-limit.requests-per-second", Allowed.wholeNumber(0, 1_000_000)),
                new Setting("quarry.rate-limit.burst-seconds", Allowed.wholeNumber(1, 3_600)),
                new Setting("quarry.trusted-proxies", Allowed.anything()),
                new Setting("mp.jwt.verify.publickey", Allowed.anything()),
                new Setting("mp.jwt.verify.publickey.location", Allowed.anything()),
                new Setting("mp.jwt.verify.issuer", Allowed.text(1_000)),
                new Setting("mp.jwt.verify.audiences", Allowed.anything()),
                new Setting("mp.jwt.verify.clock.skew", Allowed.wholeNumber(0, 3_600)));
    }

    private static List<Setting> prices() {
        List<Setting> settings = new ArrayList<>();
        settings.add(new Setting("quarry.import.directory", Allowed.directory()));
        settings.add(new Setting("quarry.import.max-bytes", Allowed.wholeNumber(1, TERABYTE)));
        settings.add(new Setting("quarry.import.max-text-bytes", Allowed.wholeNumber(1, TERABYTE)));
        settings.add(new Setting("quarry.exchanges", Allowed.exchangeNames()));
        settings.add(new Setting("quarry.exchanges.directory", Allowed.directory()));
        for (String exchange : EXCHANGES) {
            settings.add(new Setting("quarry.exchange." + exchange + ".url", Allowed.httpUrl()));
            settings.add(new Setting(
                    "quarry.exchange." + exchange + ".requests-per-second", Allowed.numberAboveZero(1_000)));
        }
        settings.add(new Setting("quarry.exchange.timeout.seconds", Allowed.wholeNumber(1, 600)));
        settings.add(new Setting("quarry.exchange.retry.millis", Allowed.wholeNumber(1, 600_000)));
        settings.add(new Setting("quarry.exchange.patience.seconds", Allowed.wholeNumber(0, 3_600)));
        settings.add(new Setting("quarry.prices.cache-bytes", Allowed.wholeNumber(0, TERABYTE)));
        return settings;
    }

    private static List<Setting> research() {
        return List.of(
                new Setting("quarry.backtest.fetch.seconds", Allowed.wholeNumber(0, 60)),
                new Setting("quarry.backtest.max-bars", Allowed.wholeNumber(1, 100_000_000)),
                new Setting("quarry.discovery.max-combinations", Allowed.wholeNumber(1, 1_000_000_000)),
                new Setting("quarry.discovery.batch", Allowed.wholeNumber(1, 10_000_000)),
                new Setting("quarry.discovery.reevaluate-batch", Allowed.wholeNumber(1, 1_000_000)),
                new Setting("quarry.optimisation.max-combinations", Allowed.wholeNumber(1, 1_000_000_000)),
                new Setting("quarry.sweep.threads", Allowed.wholeNumber(0, 1_024)));
    }

    private static List<Setting> connections() {
        return List.of(
                new Setting("quarry.address", Allowed.text(255)),
                new Setting("quarry.database.url", Allowed.startingWith("jdbc:postgresql:"), true),
                new Setting("quarry.schema", Allowed.schemaName()),
                new Setting("quarry.broker.host", Allowed.text(255)),
                new Setting("quarry.broker.port", Allowed.wholeNumber(1, 65_535)),
                new Setting("quarry.broker.user", Allowed.anything(), true),
                new Setting("quarry.broker.password", Allowed.anything(), true));
    }

    private static boolean isInterval(long minutes) {
        return minutes == 0
                || minutes > 0 && minutes < 60 && 60 % minutes == 0
                || minutes > 0 && minutes % 60 == 0 && DAY_MINUTES % minutes == 0;
    }
}
