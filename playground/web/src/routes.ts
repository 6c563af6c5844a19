// The routes as a drawing: what stands around the handlers is a tree whose
// branches are middlewares, outermost first, and whose leaves are routes.
import { el } from "./dom";
import type { Around, Route, Span } from "./types";

interface Node {
	around?: Around;
	children: Map<string, Node>;
	routes: Route[];
}

export function showRoutes(parent: HTMLElement, routes: Route[], reveal: (at: Span) => void): void {
	if (routes.length === 0) {
		parent.replaceChildren(el("p", { class: "silent" }, "No routes are registered in this text."));
		return;
	}
	const root: Node = { children: new Map(), routes: [] };
	for (const route of routes) {
		let at = root;
		for (const m of route.around) {
			const key = JSON.stringify([m.name, m.at?.from, m.conditional]);
			let next = at.children.get(key);
			if (!next) {
				next = { around: m, children: new Map(), routes: [] };
				at.children.set(key, next);
			}
			at = next;
		}
		at.routes.push(route);
	}
	parent.replaceChildren(
		el("p", { class: "legend" }, `${routes.length} routes. Around a handler stand its middlewares, outermost first.`),
		el("div", { class: "tree" }, branch(root, reveal)),
	);
}

function branch(node: Node, reveal: (at: Span) => void): HTMLElement {
	const items = node.routes.map((r) => el("li", {}, leaf(r, reveal)));
	for (const child of node.children.values()) {
		items.push(el("li", {}, middleware(child.around as Around, reveal), branch(child, reveal)));
	}
	return el("ul", {}, ...items);
}

function middleware(m: Around, reveal: (at: Span) => void): HTMLElement {
	const notes = [
		m.knows && "the caller is known behind it",
		m.challenges && "sets a challenge",
		m.conditional && "stands there under a condition",
		m.unseen && "not in view",
	].filter(Boolean);
	return box("middleware" + (m.knows ? " known" : "") + (m.unseen ? " unseen" : ""), m.name, m.at, notes.join(", "), reveal);
}

function leaf(r: Route, reveal: (at: Span) => void): HTMLElement {
	const unseen = r.open || r.around.some((m) => m.unseen || m.conditional);
	const caller = r.known ? "known" : unseen ? "unseen" : "unknown";
	return el(
		"div",
		{ class: "route" },
		place("pattern", `${r.method || "*"} ${r.pattern}`, r.at, reveal),
		el("span", { class: "arrow", "aria-hidden": "true" }, "→"),
		place("handler", r.handler, r.handled, reveal),
		el("span", { class: "caller " + caller }, "caller " + caller),
		...r.statuses.map((s) =>
			place("status" + (s.challenge === "missing" ? " missing" : ""), `${s.status}${s.challenge ? " challenge " + s.challenge : ""}`, s.at, reveal),
		),
	);
}

function box(kind: string, name: string, at: Span | null, note: string, reveal: (at: Span) => void): HTMLElement {
	return el("div", { class: "box " + kind }, place("name", name, at, reveal), note ? el("span", { class: "remark" }, note) : null);
}

function place(kind: string, text: string, at: Span | null, reveal: (at: Span) => void): HTMLElement {
	return at ? el("button", { type: "button", class: kind, click: () => reveal(at) }, text) : el("span", { class: kind }, text);
}
