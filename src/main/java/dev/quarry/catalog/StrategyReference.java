package dev.quarry.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.rsibands.RsiBands;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which strategy something was computed with. As a text, in payloads and stored rows, it is {@code rsi_bands} for the built-in
 * family, {@code turtle@3} for a stored version, and {@code turtle@sha256:…} for a definition that has no version: what comes
 * of such a text is the same for ever.
 *
 * @param name what the strategy is called
 * @param version the number of the stored version; null where there is none
 * @param digest SHA-256 of the definition, 64 hexadecimal digits; null for the built-in family
 */
public record StrategyReference(
        @Described("What the strategy is called") String name,

        @Described(
                "The number of its stored version; null for the built-in family, and for a definition that has no version")
        Integer version,

        @Described("SHA-256 of its definition, 64 hexadecimal digits; null for the built-in family")
        String digest) {

    /** The built-in family. */
    public static final StrategyReference BUILT_IN = new StrategyReference(RsiBands.STRATEGY.name(), null, null);

    private static final String DIGEST = "@sha256:";
    private static final Pattern TEXT =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,63})(?:@([1-9][0-9]{0,8})|@sha256:([0-9a-f]{64}))?");

    /**
     * What a stored row names.
     *
     * @param text as {@link #text} wrote it
     * @param digest of its definition; null for the built-in family
     */
    public static StrategyReference stored(String text, String digest) {
        StrategyReference reference =
                parse(text).orElseThrow(() -> new IllegalStateException("not the text of a strategy: " + text));
        return new StrategyReference(reference.name, reference.version, digest);
    }

    /** What identifies it in hashes and counts of what was tried, see {@link CatalogedStrategy#key}. */
    @JsonIgnore
    public String key() {
        return digest == null ? "" : digest;
    }

    /** As it is stored. */
    public String text() {
        if (version != null) {
            return name + "@" + version;
        }
        return digest == null ? name : name + DIGEST + digest;
    }

    /**
     * What such a text, or a name alone, says; empty where it is none. The digest is there only where the text has it.
     *
     * @param text as {@link #text} writes it
     */
    public static Optional<StrategyReference> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new StrategyReference(
                        matcher.group(1),
                        matcher.group(2) == null ? null : Integer.valueOf(matcher.group(2)),
                        matcher.group(3)))
                : Optional.empty();
    }

    /**
     * The text of what answers tell of a strategy: name, version and digest as an object; empty where it is another object, such
     * as a definition.
     */
    static Optional<String> told(Map<?, ?> object) {
        if (!object.containsKey("version") && !object.containsKey("digest")
                || !Set.of("name", "version", "digest").containsAll(object.keySet())) {
            return Optional.empty();
        }
        Object version = object.get("version");
        Object digest = object.get("digest");
        return Optional.of(
                object.get("name") + (version != null ? "@" + version : digest == null ? "" : DIGEST + digest));
    }

    /** Whether the built-in family is meant, which every run before there were others has. */
    @JsonIgnore
    public boolean isBuiltIn() {
        return equals(BUILT_IN);
    }
}
