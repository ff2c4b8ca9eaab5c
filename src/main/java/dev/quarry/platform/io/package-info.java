/** Input of bytes of any kind. */
package dev.quarry.platform.io;
