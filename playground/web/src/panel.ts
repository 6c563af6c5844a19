// The findings beside the editor: message, way, fixes with their diff, and the
// rule's documentation.
import { Chunk } from "@codemirror/merge";
import { Text } from "@codemirror/state";
import { el, prose } from "./dom";
import { shortOf } from "./editor";
import type { Answer, Edit, Finding, Fix, Problem, Rule, Span, Step } from "./types";

export interface Actions {
	text(): string;
	reveal(place: Span): void;
	apply(fix: Fix): void;
	choose(finding: Finding): void;
	pageOf(rule: string): string;
}

// showFindings fills the list. Those that are chosen stay so over a change of
// the text, by rule and line.
export function showFindings(parent: HTMLElement, answer: Answer, rules: Map<string, Rule>, chosen: Finding | undefined, act: Actions): void {
	const items: HTMLElement[] = [];
	if (answer.settings) {
		items.push(el("li", { class: "problem" }, el("p", {}, "Settings: " + answer.settings)));
	}
	for (const p of answer.problems) {
		items.push(problem(p, act));
	}
	for (const f of answer.findings) {
		items.push(card(f, rules.get(f.rule), f === chosen, act));
	}
	if (answer.findings.length === 0 && answer.problems.every((p) => p.kind === "note") && !answer.settings) {
		items.push(el("li", { class: "silent" }, el("p", {}, "Nothing to report. Where authstatus can't follow a status it is silent; each rule's page says where.")));
	}
	parent.replaceChildren(...items);
}

function problem(p: Problem, act: Actions): HTMLElement {
	const kind = { syntax: "Syntax error", type: "Type error", import: "Not there", note: "Note" }[p.kind];
	return el("li", { class: p.kind === "note" ? "silent" : "problem" }, el("p", {}, place(p, act), " ", el("strong", {}, kind + ": "), p.text));
}

function card(f: Finding, rule: Rule | undefined, open: boolean, act: Actions): HTMLElement {
	const body = open ? details(f, rule, act) : [];
	const head = el(
		"button",
		{ type: "button", class: "head", "aria-expanded": String(open), click: () => act.choose(f) },
		el("span", { class: "rule" }, f.rule),
		" ",
		el("span", { class: "where" }, `${f.file}:${f.line}`),
		el("span", { class: "message" }, open ? f.message : shortOf(f)),
	);
	return el("li", { class: open ? "finding open" : "finding", "data-rule": f.rule, "data-line": String(f.line) }, el("h3", {}, head), ...body);
}

function details(f: Finding, rule: Rule | undefined, act: Actions): HTMLElement[] {
	const out: HTMLElement[] = [];
	f.fixes.forEach((fix, i) => {
		out.push(
			el(
				"div",
				{ class: "fix" },
				el("button", { type: "button", class: "apply", click: () => act.apply(fix) }, fix.message),
				el("details", i === 0 ? { open: true } : {}, el("summary", {}, "Diff"), diff(act.text(), fix.edits)),
			),
		);
	});
	f.ways.forEach((way, i) => {
		if (way.length > 0) {
			out.push(el("h4", {}, f.ways.length > 1 ? `Way of the status, ${i + 1} of ${f.ways.length}` : "Way of the status"), el("ol", { class: "steps" }, ...way.map((s) => step(s, act))));
		}
	});
	if (f.related.length > 0) {
		out.push(el("h4", {}, "Places it names"), el("ul", { class: "places" }, ...f.related.map((r) => el("li", {}, place(r, act), " ", r.text))));
	}
	if (rule) {
		out.push(documentation(rule, act));
	}
	return out;
}

function step(s: Step, act: Actions): HTMLElement {
	return s.file === undefined ? el("li", {}, el("span", { class: "where" }, s.outside ?? "elsewhere"), " ", s.text) : el("li", {}, place(s as Span, act), " ", s.text);
}

function place(at: Span, act: Actions): HTMLElement {
	return el("button", { type: "button", class: "place", click: () => act.reveal(at) }, `${at.file}:${at.line}`);
}

// documentation is what docs/rules says of a rule.
export function documentation(rule: Rule, act: Pick<Actions, "pageOf">, heading: "h3" | "h4" = "h4"): HTMLElement {
	return el(
		"details",
		{ class: "doc" },
		el("summary", {}, `About ${rule.id}`),
		el("p", { class: "title" }, rule.title + "."),
		...prose(rule.doc),
		el(heading, {}, "Before"),
		el("pre", { tabindex: "0", "aria-label": "code before" }, rule.before),
		el(heading, {}, "After"),
		el("pre", { tabindex: "0", "aria-label": "code after" }, rule.after),
		el(heading, {}, "Basis"),
		el("p", {}, rule.rfc + "."),
		el(heading, {}, "Fix"),
		...prose(rule.fix),
		el(heading, {}, "Silence"),
		...prose(rule.silent),
		el("p", {}, el("a", { href: act.pageOf(rule.id) }, "The rule's page")),
	);
}

// diff shows what edits change, with two lines around.
export function diff(before: string, edits: Edit[]): HTMLElement {
	let after = before;
	for (const e of [...edits].sort((a, b) => b.from - a.from)) {
		after = after.slice(0, e.from) + e.text + after.slice(e.to);
	}
	const a = Text.of(before.split("\n"));
	const b = Text.of(after.split("\n"));
	const around = 2;
	const lines: HTMLElement[] = [];
	const show = (kind: string, mark: string, text: string) => lines.push(el("span", { class: kind }, mark + text + "\n"));
	// The lines from one position to another, the line at the second left out.
	const between = (doc: Text, from: number, to: number) => {
		const out: string[] = [];
		for (let at = from; at < to && at <= doc.length; ) {
			const line = doc.lineAt(at);
			out.push(line.text);
			at = line.to + 1;
		}
		return out;
	};
	let shown = 0; // lines of a that were shown
	for (const chunk of Chunk.build(a, b)) {
		const first = a.lineAt(Math.min(chunk.fromA, a.length)).number;
		if (shown > 0 && first - around > shown + 1) {
			show("gap", "", "…");
		}
		for (let n = Math.max(shown + 1, first - around); n < first; n++) {
			show("same", "  ", a.line(n).text);
		}
		const removed = between(a, chunk.fromA, chunk.toA);
		const added = between(b, chunk.fromB, chunk.toB);
		removed.forEach((text) => show("removed", "- ", text));
		added.forEach((text) => show("added", "+ ", text));
		shown = first - 1 + removed.length;
		for (let n = 0; n < around && shown < a.lines; n++) {
			shown++;
			show("same", "  ", a.line(shown).text);
		}
	}
	return el("pre", { class: "diff", tabindex: "0", "aria-label": "changed lines" }, ...lines);
}
