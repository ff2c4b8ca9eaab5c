package dev.quarry.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @Test
    void a_key_proves_itself_against_its_hash_and_no_other_does() {
        KeyText key = KeyText.random();

        assertThat(KeyText.of(key.reveal()))
                .hasValueSatisfying(read -> assertThat(read.matches(key.hash())).isTrue());
        assertThat(KeyText.random().matches(key.hash())).isFalse();
        assertThat(key.hash()).hasSize(32);
    }

    @Test
    void only_the_public_part_is_in_its_text() {
        KeyText key = KeyText.random();

        assertThat(key.toString()).contains(key.id()).hasSizeLessThan(20);
        assertThat(key.reveal()).matches("qk_[0-9a-f]{12}_[0-9a-f]{64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "qk_", "qk_000000000000_", "QK_000000000000_00", "' or 1=1 --"})
    void anything_else_is_no_key(String text) {
        assertThat(KeyText.of(text)).isEmpty();
    }
}
