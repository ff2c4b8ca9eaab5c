/** The job types of the chaos harness, added to the application under test; every execution leaves a trace. */
package dev.quarry.chaos.jobs;
