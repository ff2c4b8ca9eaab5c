/** The one JSON mapper, and the reading of request bodies into records with every wrong field named. */
package dev.quarry.platform.json;
