/**
 * The exchanges themselves: for each a MicroProfile Rest Client interface and the bean that uses it. Base URLs come
 * from the configuration only, redirects are not followed. A new exchange is one more bean here.
 */
package dev.quarry.marketdata.exchange.http;
