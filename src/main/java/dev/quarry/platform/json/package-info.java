/** The one JSON mapper, the reading of request bodies into records with every wrong field named, and their schemas. */
package dev.quarry.platform.json;
