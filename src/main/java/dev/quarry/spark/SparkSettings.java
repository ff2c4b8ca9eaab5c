package dev.quarry.spark;

import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of sweeps on Spark. */
public final class SparkSettings implements SettingSource {

    private static final Pattern MASTER =
            Pattern.compile("local(\\[(\\*|[0-9]+)(, ?[0-9]+)?])?|(spark|k8s)://\\S+|yarn");

    private static final Pattern CONF = Pattern.compile("spark\\.[A-Za-z0-9_.-]+=\\P{Cntrl}+");

    private static final Pattern OUTPUT = Pattern.compile("(/|[a-z][a-z0-9+.-]*://)[^\\p{Cntrl}?*\\[\\]{}]+");

    /** What {@code quarry.spark.default} may be to be on, in any case. */
    static final List<String> ON = List.of("true", "1", "yes", "on");

    @Override
    public List<Setting> settings() {
        Allowed master = new Allowed(
                "local, local[n], local[*], spark://host:port, k8s://… or yarn",
                value -> MASTER.matcher(value).matches());
        Allowed flag = new Allowed("one of true, false, 1, 0, yes, no, on, off", value -> Stream.concat(
                        ON.stream(), Stream.of("false", "0", "no", "off"))
                .anyMatch(value::equalsIgnoreCase));
        return List.of(
                new Setting("quarry.spark.master", master),
                new Setting("quarry.spark.home", Allowed.text(4_096)),
                new Setting("quarry.spark.default", flag),
                new Setting(
                        "quarry.spark.conf",
                        Allowed.listOf(
                                "a list of Spark's settings like spark.executor.memory=2g with commas between them",
                                part -> CONF.matcher(part).matches()),
                        true),
                new Setting("quarry.spark.ranges", Allowed.wholeNumber(1, 100_000)),
                new Setting("quarry.spark.start-seconds", Allowed.wholeNumber(1, 86_400)),
                new Setting("quarry.spark.stall-seconds", Allowed.wholeNumber(1, 86_400)),
                new Setting("quarry.spark.auto-seconds", Allowed.wholeNumber(0, 10_000_000)),
                new Setting("quarry.spark.work-directory", Allowed.directory()),
                new Setting(
                        "quarry.spark.output",
                        new Allowed(
                                "a whole path such as /shared/runs, or a URL such as s3a://bucket/runs",
                                value -> OUTPUT.matcher(value).matches())));
    }
}
