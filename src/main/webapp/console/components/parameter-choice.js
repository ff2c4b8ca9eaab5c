/** A choice of one of the parameters that a strategy has, or that all strategies share. */
import { html, nothing } from "../element.js";
import { rangeText } from "../strategies.js";

/**
 * @param {{parameters: object[], settings: object[]} | null | undefined} whole the strategy
 * @param {{label: string, id: string, without?: string[], change?: (name: string) => void}} choice `without` what is
 *     there already
 */
export function choiceOfParameter(whole, { label, id, without = [], change = () => {} }) {
  const groups = [
    ["Of the strategy", whole?.parameters ?? []],
    ["Of all strategies", whole?.settings ?? []],
  ];
  return html`<select id=${id} aria-label=${label} @change=${(event) => change(event.target.value)}>
    <option value="">–</option>
    ${groups.map(([group, all]) => {
      const free = all.filter(({ name }) => !without.includes(name));
      return free.length
        ? html`<optgroup label=${group}>
            ${free.map(({ name, description }) => html`<option value=${name} title=${description}>${name}</option>`)}
          </optgroup>`
        : nothing;
    })}
  </select>`;
}

/** The values that a parameter may have, in words; empty where nothing is known of it. */
export function rangeOf(whole, name) {
  const one = parameterOf(whole, name);
  return one ? (one.type === "boolean" ? "true, false" : rangeText(one)) : "";
}

/** What is known of a parameter. */
export const parameterOf = (whole, name) =>
  [...(whole?.parameters ?? []), ...(whole?.settings ?? [])].find((one) => one.name === name);
