/**
 * What an operator may set: the list of all settings with what each may be, the check of them before anything starts, and
 * the node's role. Where a setting is used its bean reads it; nothing here reads one for others but the role.
 */
package dev.quarry.platform.config;
