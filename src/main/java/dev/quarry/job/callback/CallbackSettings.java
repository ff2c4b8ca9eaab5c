package dev.quarry.job.callback;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The settings of callbacks. */
public final class CallbackSettings implements SettingSource {

    static final String ORIGINS = "quarry.callback.origins";
    static final String SECRET = "quarry.callback.secret";

    @Override
    public List<Setting> settings() {
        return List.of(new Setting(ORIGINS, Allowed.origins()), new Setting(SECRET, Allowed.anything(), true));
    }

    @Override
    public Optional<String> fault(Function<String, Optional<String>> value) {
        Optional<String> secret = value.apply(SECRET).filter(text -> !text.isBlank());
        boolean origins = value.apply(ORIGINS).filter(text -> !text.isBlank()).isPresent();
        if (secret.isEmpty()) {
            return origins
                    ? Optional.of(ORIGINS + " needs " + SECRET + ", which signs what is sent: whsec_ and at least 24"
                            + " random bytes in base64 (echo whsec_$(openssl rand -base64 32)).")
                    : Optional.empty();
        }
        try {
            Signature.of(secret.get());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(SECRET + " cannot be used, " + e.getMessage()
                    + "; make one with echo whsec_$(openssl rand -base64 32).");
        }
    }
}
