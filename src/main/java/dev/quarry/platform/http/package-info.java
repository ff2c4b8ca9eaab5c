/** What all routes share: the application path, JSON bodies, errors as problem details, query parameters, CORS. */
package dev.quarry.platform.http;
