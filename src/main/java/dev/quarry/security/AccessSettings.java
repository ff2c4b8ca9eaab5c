package dev.quarry.security;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;

/** The settings of keys, tokens and rates. */
public final class AccessSettings implements SettingSource {

    @Override
    public List<Setting> settings() {
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
}
