/**
 * Configuration: the list of all settings with their allowed values, their check before anything starts, and the node's
 * role. Each setting is read by the bean that uses it; only the role is read here for others.
 */
package dev.quarry.platform.config;
