/** The port through which features count what they do; who adds it up and shows it is not their business. */
package dev.quarry.platform.measure;
