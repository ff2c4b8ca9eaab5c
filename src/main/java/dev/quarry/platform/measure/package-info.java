/** The port through which features count what they do, independent of how it is shown. */
package dev.quarry.platform.measure;
