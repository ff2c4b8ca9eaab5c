/** Fields of log lines besides their text. */
package dev.quarry.platform.log;
