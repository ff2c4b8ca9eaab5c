/**
 * The exchanges themselves: a MicroProfile Rest Client interface each, and the bean that asks through it. Base URLs come
 * from configuration only, redirects are not followed. A new exchange is one more bean here.
 */
package dev.quarry.marketdata.exchange.http;
