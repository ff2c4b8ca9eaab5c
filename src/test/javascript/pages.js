/** The console's pages as the router knows them. */
import { routes } from "/console/router.js";

/** @returns {string[][]} path, module and element of each */
export const pages = () => routes.map(({ path, module, tag }) => [path, module, tag]);
