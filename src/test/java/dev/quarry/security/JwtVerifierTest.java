package dev.quarry.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.security.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SOON = NOW.getEpochSecond() + 600;
    private static final TestIssuer ISSUER = new TestIssuer(2048);

    private final JwtVerifier verifier = new JwtVerifier(
            new JwtSettings(
                    Optional.of(ISSUER.pem()), Optional.empty(), Optional.of("https://idp"), Optional.of("quarry"), 60),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({"read,READ", "submit,SUBMIT", "operate,OPERATE"})
    void the_groups_of_a_token_are_its_roles(String group, Role role) {
        Optional<Caller> caller = verifier.verify(ISSUER.token(claims("\"staff\", \"" + group + "\"", SOON)));

        assertThat(caller).contains(new Caller("token ann@example.com", "ann@example.com", role));
    }

    @Test
    void of_several_roles_the_highest_counts() {
        assertThat(verifier.verify(ISSUER.token(claims("\"read\", \"operate\", \"submit\"", SOON))))
                .map(Caller::role)
                .contains(Role.OPERATE);
    }

    @Test
    void a_token_without_a_role_of_ours_opens_nothing() {
        assertThat(verifier.verify(ISSUER.token(claims("\"staff\"", SOON)))).isEmpty();
    }

    @Test
    void a_token_that_has_ended_or_not_begun_is_refused_beyond_the_skew_of_clocks() {
        long now = NOW.getEpochSecond();
        assertThat(verifier.verify(ISSUER.token(claims("\"read\"", now - 30)))).isPresent();
        assertThat(verifier.verify(ISSUER.token(claims("\"read\"", now - 61)))).isEmpty();
        assertThat(verifier.verify(ISSUER.token("{\"nbf\": %d, %s"
                        .formatted(now + 90, claims("\"read\"", SOON).substring(1)))))
                .isEmpty();
        assertThat(verifier.verify(ISSUER.token(claims("\"read\"", SOON).replace("\"exp\"", "\"until\""))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://idp", "quarry"})
    void a_token_of_another_issuer_or_for_another_audience_is_refused(String ours) {
        assertThat(verifier.verify(ISSUER.token(claims("\"read\"", SOON).replace('"' + ours + '"', "\"else\""))))
                .isEmpty();
    }

    @Test
    void a_token_whose_claims_were_changed_is_refused() {
        String[] parts = ISSUER.token(claims("\"read\"", SOON)).split("\\.");

        assertThat(verifier.verify(parts[0] + "." + TestIssuer.base64(claims("\"operate\"", SOON)) + "." + parts[2]))
                .isEmpty();
        assertThat(verifier.verify(parts[0] + "." + parts[1] + ".")).isEmpty();
    }

    @Test
    void a_token_may_not_choose_no_signature_nor_one_by_the_public_key_as_a_password() throws Exception {
        String claims = TestIssuer.base64(claims("\"operate\"", SOON));
        String none = TestIssuer.base64("{\"alg\": \"none\"}") + "." + claims + ".";
        String head = TestIssuer.base64("{\"alg\": \"HS256\"}") + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ISSUER.pem().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String confused = head + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(head.getBytes(StandardCharsets.US_ASCII)));

        assertThat(verifier.verify(none)).isEmpty();
        assertThat(verifier.verify(confused)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "!.!.!", "qk_000000000000_00"})
    void what_is_no_token_is_refused_without_a_fault(String text) {
        assertThat(verifier.verify(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\": \"soon\"",
                "\"nbf\": \"now\"",
                "\"nbf\": null",
                "\"aud\": {\"quarry\": 1}",
                "\"iss\": [\"https://idp\"]",
                "\"upn\": 7",
                "\"groups\": {\"read\": true}"
            })
    void a_claim_of_another_kind_is_refused_or_left_out_without_a_fault(String claim) {
        String name = claim.substring(0, claim.indexOf(':'));
        String others = claims("\"read\"", SOON).replace(name + ":", "\"x\":");

        Optional<Caller> caller = verifier.verify(ISSUER.token("{" + claim + ", " + others.substring(1)));

        assertThat(caller.map(Caller::name))
                .isEqualTo(
                        switch (name) {
                            case "\"upn\"" -> Optional.of("7");
                            case "\"nbf\"" ->
                                claim.endsWith("null") ? Optional.of("ann@example.com") : Optional.empty();
                            default -> Optional.empty();
                        });
    }

    @Test
    void a_token_with_a_critical_header_or_nested_without_end_is_refused() {
        String header = "{\"alg\": \"RS256\", \"crit\": [\"b64\"], \"b64\": false}";
        assertThat(verifier.verify(ISSUER.token(header, claims("\"read\"", SOON))))
                .isEmpty();
        for (String open : new String[] {"[", "{\"a\":"}) {
            String deep = "{\"a\":" + open.repeat(12_000 / open.length());
            assertThat(verifier.verify(TestIssuer.base64(deep) + "." + TestIssuer.base64("{}") + ".AA"))
                    .isEmpty();
        }
    }

    @Test
    void settings_that_cannot_work_are_reported(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), ISSUER.pem());
        assertThat(settings(Optional.empty(), Optional.of(file.toUri().toString()))
                        .publicKey())
                .isEqualTo(ISSUER.publicKey());
        assertThatThrownBy(() ->
                        settings(Optional.of("nonsense"), Optional.empty()).publicKey())
                .hasMessageContaining("mp.jwt.verify.publickey");
        assertThatThrownBy(() -> settings(Optional.of(new TestIssuer(1024).pem()), Optional.empty())
                        .publicKey())
                .hasMessageContaining("2048 bits");
        assertThatThrownBy(() ->
                        settings(Optional.of(ISSUER.pem()), Optional.empty()).issuer())
                .hasMessageContaining("mp.jwt.verify.issuer");
    }

    private static JwtSettings settings(Optional<String> key, Optional<String> file) {
        return new JwtSettings(key, file, Optional.empty(), Optional.empty(), 60);
    }

    private static String claims(String groups, long end) {
        return """
                {"iss": "https://idp", "aud": ["quarry", "other"], "sub": "7", "upn": "ann@example.com", "exp": %d, "groups": [%s]}""".formatted(end, groups);
    }
}
