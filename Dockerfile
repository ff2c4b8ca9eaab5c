# The distribution on a Java runtime, for a node of any role. What runs is target/quarry as the build makes it; a test
# (TopologyIT) starts nodes with the command line and the environment that stand here.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml LICENSE ./
COPY server-config server-config
COPY src src
# Archives carry the time that the POM says, and files get a fixed one, so that the same sources make the same layers.
ARG SOURCE_DATE_EPOCH=1764028800
# With any value Spark's jars come along in lib/spark (150 MB), for nodes that are given a SPARK_MASTER.
ARG SPARK
RUN --mount=type=cache,target=/repository mvn -B -ntp -Dmaven.repo.local=/repository -Dmaven.test.skip=true package \
    && if [ -n "$SPARK" ]; then mvn -B -ntp -Dmaven.repo.local=/repository -f target/quarry/server-config/spark/pom.xml package; fi \
    && mkdir /src/data \
    && find target/quarry data -exec touch --no-dereference --date=@$SOURCE_DATE_EPOCH {} +

FROM eclipse-temurin:17-jre
# PostgreSQL, which a node without DATABASE_URL brings itself, asks for the name of the user that runs it.
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin quarry
# What changes seldom comes first.
COPY --from=build /src/target/quarry/lib /opt/quarry/lib
COPY --from=build /src/target/quarry /opt/quarry
COPY --from=build --chown=10001:10001 /src/data /data
# Nothing is written outside of /data and /tmp: the root file system may be read-only.
VOLUME /data
USER 10001:10001
WORKDIR /data
ENV QUARRY_ADDRESS=0.0.0.0 QUARRY_DATA=/data
EXPOSE 8080
# Asks as a load balancer does; a node that drains is not healthy.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${QUARRY_PORT:-${PORT:-8080}} && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# SIGTERM drains: running jobs have quarry.drain.seconds, then they are handed back.
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-jar", "/opt/quarry/quarry.jar"]
CMD ["serve"]
