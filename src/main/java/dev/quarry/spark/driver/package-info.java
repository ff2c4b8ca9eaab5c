/**
 * The program that Spark runs: it reads a sweep as bytes, has its ranges run by executors, and writes what came of each as a
 * file. The only package that knows Spark, and no part of the application: it is packed into a jar of its own with the pure
 * packages that it uses.
 */
package dev.quarry.spark.driver;
