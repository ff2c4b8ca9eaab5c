/** The filters before every route, and the routes for keys and the audit. */
package dev.quarry.security.http;
