/** What methods of the REST contract say of themselves beside the standard annotations; the contract is made of it by a test. */
package dev.quarry.platform.http.openapi;
