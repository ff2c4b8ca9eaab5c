/**
 * Sweeps that Apache Spark runs. The server starts the driver as a process of its own and hands what comes of each range to whoever
 * asked, in grid order, as the local engine would; Spark's classes are never loaded here. Where Spark cannot do it, the local
 * engine does.
 */
package dev.quarry.spark;
