/** What the pages of strategies say of them. */

const ORIGINS = { built_in: "Built in", shipped: "Comes with Quarry", stored: "Own" };

/** Where a strategy is from, in words. */
export const originName = (origin) => ORIGINS[origin] ?? origin;
