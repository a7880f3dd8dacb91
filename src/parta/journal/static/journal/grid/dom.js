/** Making elements without markup in strings. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [fields] properties; `data` goes to the dataset, names with a dash are attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, { data = {}, ...fields } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}

/** Set or remove a data attribute. */
/** @param {HTMLElement} element @param {string} name @param {string} value "" removes */
export function mark(element, name, value) {
  if ((element.dataset[name] ?? "") === value) return;
  if (value) element.dataset[name] = value;
  else delete element.dataset[name];
}

/** The named part of a component. @param {ParentNode} root @param {string} name @returns {any} */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** Put a floating box by its cell, inside the window. @param {HTMLElement} box @param {Element} by */
export function putBeside(box, by) {
  const { left, top, right, bottom } = by.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const { clientWidth, clientHeight } = document.documentElement;
  const beside = right + 6 + width <= clientWidth ? right + 6 : Math.max(8, left - 6 - width);
  const below = bottom + 6 + height <= clientHeight ? top : Math.max(8, clientHeight - height - 8);
  box.style.left = `${Math.min(beside, Math.max(8, clientWidth - width - 8))}px`;
  box.style.top = `${below}px`;
}

/** An address of the snapshot with its blanks filled in. @param {string} url @param {Record<string, number>} values */
export function fill(url, values) {
  return url.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
