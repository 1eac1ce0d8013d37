// Before htmx: it would note every address in the browser's storage. Our pages give it one that keeps nothing.
const methods = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined, key: () => null, clear: () => undefined };
const nothing = Object.defineProperty({}, "length", { value: 0 });
for (const [name, value] of Object.entries(methods)) Object.defineProperty(nothing, name, { value });
Object.defineProperty(window, "sessionStorage", { get: () => nothing });
