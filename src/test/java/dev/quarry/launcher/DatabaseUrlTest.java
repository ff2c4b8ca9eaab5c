package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseUrlTest {
    @Test
    void a_jdbc_url_is_used_as_it_is() {
        String url = "jdbc:postgresql://db.example:5433/quarry?user=ann&password=s3cret&ssl=true";

        assertThat(DatabaseUrl.parse(url).jdbcUrl()).isEqualTo(url);
    }

    @Test
    void user_password_host_port_and_database_of_a_postgres_url_reach_the_driver() {
        Properties read =
                asTheDriverReads("postgres://ann:p%40ss%2Fword%3A+@db.example:5433/my%20quarry?sslmode=require");

        assertThat(read)
                .containsEntry("user", "ann")
                .containsEntry("password", "p@ss/word:+")
                .containsEntry("PGHOST", "db.example")
                .containsEntry("PGPORT", "5433")
                .containsEntry("PGDBNAME", "my quarry")
                .containsEntry("sslmode", "require");
    }

    @Test
    void a_postgresql_url_without_user_and_port_is_understood() {
        assertThat(asTheDriverReads("postgresql://db/quarry"))
                .containsEntry("PGHOST", "db")
                .containsEntry("PGPORT", "5432")
                .containsEntry("PGDBNAME", "quarry")
                .doesNotContainKey("password");
    }

    @Property
    void every_user_and_password_survive_percent_encoding(
            @ForAll @NotEmpty String user, @ForAll @NotEmpty String password) {
        String sentUser = wellFormed(user);
        String sentPassword = wellFormed(password);

        Properties read = asTheDriverReads("postgres://" + encode(sentUser) + ":" + encode(sentPassword) + "@h/d");

        assertThat(read).containsEntry("user", sentUser).containsEntry("password", sentPassword);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:s3cret@db.example/quarry",
                "jdbc:postgresql://db.example/quarry?user=ann&password=s3cret",
                "jdbc:postgresql://ann:s3cret@db.example/quarry"
            })
    void what_is_shown_names_the_place_and_no_secret(String url) {
        assertThat(DatabaseUrl.parse(url)).hasToString("postgresql://db.example/quarry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:s3cret@db/quarry",
                "postgres://ann:s3cret@db",
                "postgres://ann:s3cret@/quarry",
                "postgres://ann:s3cret%ZZ@db/quarry",
                "postgres://ann:s3cret@db:port/quarry",
                "s3cret"
            })
    void a_wrong_url_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("s3cret");
    }

    private static Properties asTheDriverReads(String url) {
        return Driver.parseURL(DatabaseUrl.parse(url).jdbcUrl(), new Properties());
    }

    /** Unpaired surrogates cannot be encoded, and PostgreSQL takes no NUL. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '0');
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void a_schema_is_part_of_the_address_and_can_be_taken_out_again() {
        DatabaseUrl plain = DatabaseUrl.parse("postgres://ann:x@db/q");
        DatabaseUrl bare = DatabaseUrl.parse("jdbc:postgresql://db/q");
        DatabaseUrl first = DatabaseUrl.parse("jdbc:postgresql://db/q?currentSchema=quarry&ssl=true");

        assertThat(plain.schema()).isEmpty();
        assertThat(plain.inSchema("quarry").schema()).contains("quarry");
        assertThat(plain.inSchema("quarry")).hasToString("postgresql://db/q schema quarry");
        assertThat(plain.inSchema("quarry").withoutSchema()).isEqualTo(plain);
        assertThat(bare.inSchema("quarry").jdbcUrl()).isEqualTo("jdbc:postgresql://db/q?currentSchema=quarry");
        assertThat(bare.inSchema("quarry").withoutSchema()).isEqualTo(bare);
        assertThat(first.schema()).contains("quarry");
        assertThat(first.withoutSchema().jdbcUrl()).isEqualTo("jdbc:postgresql://db/q?ssl=true");
    }
}
