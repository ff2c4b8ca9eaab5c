/** Bytes on their way in, whatever they are. */
package dev.quarry.platform.io;
