/** Errors as people and programs read them: RFC 9457 problem details that name the field and the reason. */
package dev.quarry.platform.problem;
