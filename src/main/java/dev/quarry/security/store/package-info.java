/** The tables of keys and of the audit. */
package dev.quarry.security.store;
