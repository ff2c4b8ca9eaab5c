/**
 * Who may call the API: keys, tokens, roles, rates, and the record of what operators did. Routes only name the role
 * that they require ({@code dev.quarry.platform.security}); no feature knows who called.
 */
package dev.quarry.security;
