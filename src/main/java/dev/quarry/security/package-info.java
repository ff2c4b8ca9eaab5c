/**
 * Who may call the API: keys, tokens, roles, rates, and the record of what operators did. The routes only name the role
 * that they ask for ({@code dev.quarry.platform.security}); no feature knows who called.
 */
package dev.quarry.security;
