/** Round values, for the marks of an axis and the steps of a slider. */

/** The least of 1, 2 or 5 times a power of ten that is no less. */
export function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9));
}

/** About so many round values between two others: 1, 2 or 5 times a power of ten apart. */
export function ticks(low, high, about = 6) {
  const raw = (high - low) / about;
  if (!(raw > 0) || !Number.isFinite(raw)) return [low];
  const step = roundStep(raw);
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high + step * 1e-9; k++)
    found.push(Number((k * step).toPrecision(12)));
  return found;
}
