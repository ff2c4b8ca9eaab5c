package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.config.Setting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            quarry.spark.master  | local                                           | true
            quarry.spark.master  | local[4]                                        | true
            quarry.spark.master  | local[*]                                        | true
            quarry.spark.master  | spark://one:7077,two:7077                       | true
            quarry.spark.master  | k8s://https://10.0.0.1:6443                     | true
            quarry.spark.master  | yarn                                            | true
            quarry.spark.master  | http://one:7077                                 | false
            quarry.spark.master  | local[x]                                        | false
            quarry.spark.default | True                                            | true
            quarry.spark.default | off                                             | true
            quarry.spark.default | perhaps                                         | false
            quarry.spark.conf    | spark.executor.memory=2g, spark.executor.cores=4 | true
            quarry.spark.conf    | spark.executor.memory                           | false
            quarry.spark.conf    | executor.memory=2g                              | false
            """)
    void what_a_setting_may_be(String name, String value, boolean allowed) {
        Setting setting = new SparkSettings()
                .settings().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();

        assertThat(setting.allowed().test().test(value)).isEqualTo(allowed);
    }
}
