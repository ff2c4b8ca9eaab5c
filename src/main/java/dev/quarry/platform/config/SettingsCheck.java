package dev.quarry.platform.config;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Checks all settings before the first bean is created, so that nothing is started, claimed or migrated with a wrong
 * one. It is an extension because the server would otherwise refuse values that it cannot convert, in its own words and
 * one at a time.
 */
public class SettingsCheck implements Extension {

    private static final Logger LOG = Logger.getLogger(SettingsCheck.class.getName());

    /** Fails the deployment, with one sentence for each setting that is wrong. */
    void check(@Observes BeforeBeanDiscovery start) {
        Config config = ConfigProvider.getConfig();
        Function<String, String> value =
                name -> config.getOptionalValue(name, String.class).orElse(null);
        List<String> faults = new ArrayList<>(KnownSettings.faults(value));
        MachineLanguage.fault(Locale.getDefault()).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            String sentences = String.join(" ", faults);
            StartupFailure.leave(sentences);
            throw new DefinitionException(sentences);
        }
        List<String> unknown = KnownSettings.unknown(config.getPropertyNames());
        if (!unknown.isEmpty()) {
            LOG.log(Level.WARNING, "No setting has one of these names, so they change nothing: {0}", unknown);
        }
        StartupNotes.begin();
        for (String note : ReferenceSettings.notes(value, System.getProperty(KnownSettings.HOME) != null)) {
            LOG.warning(note);
            StartupNotes.leave(note);
        }
    }
}
