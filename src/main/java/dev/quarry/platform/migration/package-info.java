/** The schema, brought up to date before anything else runs. */
package dev.quarry.platform.migration;
