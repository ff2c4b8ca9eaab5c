package dev.quarry.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az-AZ", "tr"})
    void a_language_that_writes_the_letter_i_otherwise_is_refused(String tag) {
        assertThat(MachineLanguage.fault(Locale.forLanguageTag(tag)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains(Locale.forLanguageTag(tag).toString())
                        .endsWith("start it with -Duser.language=en."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "lt-LT", "und"})
    void every_other_language_will_do(String tag) {
        assertThat(MachineLanguage.fault(Locale.forLanguageTag(tag))).isEmpty();
    }
}
