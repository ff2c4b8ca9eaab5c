package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerRoutesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/ready",
                "/v1/metrics",
                "/v1/workers",
                "/v1/workers/node-1",
                "/v1/workers/a/drain"
            })
    void what_an_operator_asks_of_a_worker_is_open(String path) {
        assertThat(WorkerRoutes.isOpen(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/openapi/ui",
                "/v1/jobs",
                "/v1/workersx",
                "/healthy",
                "/v1/workers/../jobs",
                "/v1/workers/%2E%2e/jobs",
                "/v1/workers/..%2fjobs",
                "/v1/workers//../jobs",
                "/v1/workers/;/jobs",
                "//v1/workers"
            })
    void everything_else_is_not(String path) {
        assertThat(WorkerRoutes.isOpen(path)).isFalse();
    }
}
