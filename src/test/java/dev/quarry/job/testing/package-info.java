/** Job types that only tests need, deployed beside the application under test. */
package dev.quarry.job.testing;
