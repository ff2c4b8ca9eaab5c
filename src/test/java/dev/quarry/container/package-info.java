/** The image's recipe and the topology of {@code compose.yaml}, played by processes: no container engine is needed. */
package dev.quarry.container;
