package dev.quarry.job.callback;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Whom to tell of which job.
 *
 * @param url http or https, on an origin of {@code quarry.callback.origins}
 */
@Example("""
        {"url": "https://hooks.example/quarry", "job_id": 17}""")
public record CallbackRequest(
        @Described("The address that is told, on an origin that the operator allows")
        @NotBlank(message = "is required") @Size(max = 2_000) String url,

        @Described("The job whose state it is told") @NotNull(message = "is required") @Min(1) Long jobId) {}
