package dev.quarry.job.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.Lane;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers read of a lane before there is code, against the lanes that there are. */
class LaneTableTest {

    @ParameterizedTest
    @EnumSource
    void each_lane_has_a_consumer_of_its_queue_with_as_many_sessions(Lane lane) throws Exception {
        MessageDriven bean =
                Class.forName(getClass().getPackageName() + "." + bean(lane)).getAnnotation(MessageDriven.class);
        Map<String, String> activation = Arrays.stream(bean.activationConfig())
                .collect(Collectors.toMap(
                        ActivationConfigProperty::propertyName, ActivationConfigProperty::propertyValue));

        assertThat(bean.name()).isEqualTo(bean(lane));
        assertThat(activation)
                .containsEntry("destination", lane.queue())
                .containsEntry("maxSession", Integer.toString(lane.defaultSlots()));
    }

    @ParameterizedTest
    @EnumSource
    void each_lane_stands_in_the_descriptors_and_files_of_the_servers(Lane lane) throws Exception {
        String setting = lane.setting() + ":" + lane.defaultSlots() + "}";

        for (String descriptor : new String[] {"glassfish-ejb-jar.xml", "jboss-ejb3.xml"}) {
            assertThat(Files.readString(Path.of("src/main/webapp/WEB-INF", descriptor)))
                    .contains("<ejb-name>" + bean(lane) + "<", setting);
        }
        assertThat(Files.readString(Path.of("server-config/wildfly/server.cli")))
                .contains(setting);
        assertThat(Files.readString(Path.of("server-config/wildfly/broker-in-server.cli")))
                .contains("jms-queue=" + lane.queue() + ":");
    }

    private static String bean(Lane lane) {
        return lane.name().charAt(0) + lane.code().substring(1) + "Lane";
    }
}
