/**
 * What every feature is built on: problem details, the JSON mapper, SQL access, paging, configuration and migrations.
 * Nothing here knows a job, a price or a strategy.
 */
package dev.quarry.platform;
