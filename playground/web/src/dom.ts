// Small helpers that make elements. Text is never parsed as HTML.

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | boolean | ((event: Event) => void) | undefined>;

// el makes an element: properties that are functions are listeners, the others
// are attributes.
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(props)) {
		if (typeof value === "function") {
			node.addEventListener(name, value);
		} else if (value === true) {
			node.setAttribute(name, "");
		} else if (typeof value === "string") {
			node.setAttribute(name, value);
		}
	}
	for (const child of children) {
		if (child) {
			node.append(child);
		}
	}
	return node;
}

export function byID<T extends HTMLElement>(id: string): T {
	const node = document.getElementById(id);
	if (!node) {
		throw new Error(`the page has no #${id}`);
	}
	return node as T;
}

// prose makes paragraphs, lists and code of the rules' documentation, which has
// blank lines, lines that begin with "- ", and backquotes.
export function prose(text: string): HTMLElement[] {
	return text
		.trim()
		.split(/\n\s*\n/)
		.map((part) => {
			if (!part.startsWith("- ")) {
				return el("p", {}, ...spans(part));
			}
			return el("ul", {}, ...part.split(/\n(?=- )/).map((item) => el("li", {}, ...spans(item.slice(2)))));
		});
}

function spans(text: string): (Node | string)[] {
	return text.split("`").map((part, i) => (i % 2 ? el("code", {}, part) : part));
}
