/**
 * The description of the REST contract at {@code /openapi}, made of the routes themselves: their methods, the records that
 * they take and answer with, and the words of their annotations. Nothing here knows what a route is about.
 */
package dev.quarry.platform.http.openapi;
