package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.quarry.marketdata.exchange.Exchange;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PriceSettingsTest {

    @Test
    void the_exchanges_it_knows_are_those_that_there_are() {
        Stream<String> beans = new ClassFileImporter()
                .importPath(Path.of("target/classes/dev/quarry/marketdata/exchange")).stream()
                        .filter(type ->
                                type.isAssignableTo(Exchange.class) && type.isAnnotatedWith(ApplicationScoped.class))
                        .map(JavaClass::getSimpleName)
                        .map(String::toLowerCase);
        Stream<String> files =
                Arrays.stream(new File("src/main/resources/exchanges").list()).map(file -> file.replace(".json", ""));
        List<String> exchanges = Stream.concat(beans, files).sorted().toList();

        assertThat(PriceSettings.EXCHANGES).isEqualTo(exchanges);
    }

    @Test
    void settings_of_an_exchange_that_a_file_describes_are_no_slips() {
        PriceSettings settings = new PriceSettings();

        assertThat(settings.knows("quarry.exchange.my-own.url")).isTrue();
        assertThat(settings.knows("QUARRY_EXCHANGE_MY_OWN_REQUESTS_PER_SECOND")).isTrue();
        assertThat(settings.knows("quarry.exchange.my-own.uri")).isFalse();
    }
}
