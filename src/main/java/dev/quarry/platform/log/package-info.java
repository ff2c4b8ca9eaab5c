/** What log lines of a thread are about, beside their text. */
package dev.quarry.platform.log;
