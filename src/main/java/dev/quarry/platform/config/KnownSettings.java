package dev.quarry.platform.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings of the application, with their allowed values: those of the platform and those that the features
 * register as a {@link SettingSource}. {@code docs/configuration.md} says what they mean.
 */
final class KnownSettings {

    static final List<SettingSource> SOURCES =
            ServiceLoader.load(SettingSource.class, SettingSource.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    static final List<Setting> ALL = Stream.concat(
                    platform().stream(), SOURCES.stream().flatMap(source -> source.settings().stream()))
            .toList();

    /** The system property by which the launcher shows that it started this server. */
    static final String HOME = "quarry.home";

    /**
     * Properties that the launcher sets for itself and for the files in {@code server-config}; nothing else reads them.
     */
    private static final Set<String> INTERNAL =
            Set.of(HOME, "quarry.data", StartupNotes.PROPERTY, StartupFailure.PROPERTY);

    /** Variables that only the launcher reads. */
    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of("QUARRY_PORT", "QUARRY_ADDRESS", "QUARRY_DATA", "QUARRY_INSECURE", "QUARRY_LOG_FORMAT");

    private KnownSettings() {}

    /**
     * What is wrong with the configuration, one sentence each.
     *
     * @param value the value of a property; null or blank when it is not set
     */
    static List<String> faults(Function<String, String> value) {
        Function<String, Optional<String>> given =
                name -> Optional.ofNullable(value.apply(name)).filter(text -> !text.isBlank());
        List<String> faults = new ArrayList<>();
        for (Setting setting : ALL) {
            given.apply(setting.name()).flatMap(setting::fault).ifPresent(faults::add);
        }
        if (faults.isEmpty()) {
            SOURCES.forEach(source -> source.fault(given).ifPresent(faults::add));
        }
        return faults;
    }

    /** Those of the names that look like settings of Quarry and are not: most likely typing errors. */
    static List<String> unknown(Iterable<String> names) {
        Set<String> known = ALL.stream()
                .flatMap(setting -> Stream.of(setting.name(), setting.variable()))
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            boolean ours = name.startsWith("quarry.") || name.startsWith("QUARRY_");
            if (ours
                    && !known.contains(name)
                    && !INTERNAL.contains(name)
                    && !LAUNCHER_VARIABLES.contains(name)
                    && SOURCES.stream().noneMatch(source -> source.knows(name))) {
                unknown.add(name);
            }
        }
        unknown.sort(null);
        return unknown;
    }

    private static List<Setting> platform() {
        return List.of(
                new Setting(NodeRole.SETTING, Allowed.oneOf(List.of("all", "api", "worker"))),
                new Setting("quarry.cors.origins", Allowed.origins()),
                new Setting("quarry.address", Allowed.text(255)),
                new Setting("quarry.database.url", Allowed.startingWith("jdbc:postgresql:"), true),
                new Setting("quarry.schema", Allowed.schemaName()));
    }
}
