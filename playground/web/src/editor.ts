// The editor: CodeMirror with Go, and the findings in it.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { go } from "@codemirror/lang-go";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, WidgetType } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Answer, Finding, Fix } from "./types";
// Colours come from the style sheet, which knows light and dark.
const colours = HighlightStyle.define([
	{ tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "tok-keyword" },
	{ tag: [tags.string, tags.character], class: "tok-string" },
	{ tag: [tags.number, tags.bool, tags.null], class: "tok-number" },
	{ tag: [tags.comment], class: "tok-comment" },
	{ tag: [tags.typeName], class: "tok-type" },
	{ tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.function(tags.propertyName)], class: "tok-function" },
]);
const setFindings = StateEffect.define<Finding[]>();
const setWay = StateEffect.define<{ from: number; to: number; step: number }[]>();
// Note is a finding in short at the end of its line.
class Note extends WidgetType {
	constructor(
		readonly finding: Finding,
		readonly choose: (f: Finding) => void,
	) {
		super();
	}
	override eq(other: Note): boolean {
		return other.finding.message === this.finding.message && other.finding.from === this.finding.from;
	}
	override toDOM(): HTMLElement {
		const node = document.createElement("span");
		node.className = "note";
		node.textContent = shortOf(this.finding);
		node.title = this.finding.message;
		node.setAttribute("aria-hidden", "true"); // the list of findings says it
		node.addEventListener("mousedown", (event) => {
			event.preventDefault();
			this.choose(this.finding);
		});
		return node;
	}
	override ignoreEvent(): boolean {
		return true;
	}
}
// shortOf is the message without what the page shows elsewhere: the rule and
// the section of the RFC.
export function shortOf(f: Finding): string {
	return f.message.replace(/ \[[a-z0-9-]+\]/, "").replace(/ \((RFC|by the RFC)[^()]*\)$/, "");
}
function notes(choose: (f: Finding) => void): StateField<DecorationSet> {
	return StateField.define<DecorationSet>({
		create: () => Decoration.none,
		update(set, tr) {
			set = set.map(tr.changes);
			for (const e of tr.effects) {
				if (e.is(setFindings)) {
					const at = e.value
						.filter((f) => f.from <= tr.state.doc.length)
						.map((f) => ({ f, end: tr.state.doc.lineAt(f.from).to }))
						.sort((a, b) => a.end - b.end);
					const builder = new RangeSetBuilder<Decoration>();
					for (const { f, end } of at) {
						builder.add(end, end, Decoration.widget({ widget: new Note(f, choose), side: 1 }));
					}
					set = builder.finish();
				}
			}
			return set;
		},
		provide: (f) => EditorView.decorations.from(f),
	});
}
// way shows the steps of the finding that is chosen.
const way = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(set, tr) {
		set = set.map(tr.changes);
		for (const e of tr.effects) {
			if (e.is(setWay)) {
				const lines = e.value.map((s) => ({ at: tr.state.doc.lineAt(Math.min(s.from, tr.state.doc.length)).from, step: s.step }));
				set = Decoration.set(
					lines.map((l) => Decoration.line({ class: "way", attributes: { "data-step": String(l.step) } }).range(l.at)),
					true,
				);
			}
		}
		return set;
	},
	provide: (f) => EditorView.decorations.from(f),
});
// files marks the lines that begin a file of a text with several.
const fileLine = Decoration.line({ class: "file-line" });
const files = StateField.define<DecorationSet>({
	create: (state) => fileLines(state),
	update: (set, tr) => (tr.docChanged ? fileLines(tr.state) : set),
	provide: (f) => EditorView.decorations.from(f),
});
const isFileLine = (text: string) => text.startsWith("-- ") && text.endsWith(" --");

// lineInFile counts from the start of the file, as findings do. CodeMirror asks
// with the highest number too, to see how wide the column must be.
function lineInFile(n: number, state: EditorState): string {
	if (n > state.doc.lines) {
		return String(n);
	}
	let at = n;
	while (at > 0 && !isFileLine(state.doc.line(at).text)) {
		at--;
	}
	return at === n ? "" : String(n - at);
}

function fileLines(state: EditorState): DecorationSet {
	const builder = new RangeSetBuilder<Decoration>();
	for (let n = 1; n <= state.doc.lines; n++) {
		const line = state.doc.line(n);
		if (isFileLine(line.text)) {
			builder.add(line.from, line.from, fileLine);
		}
	}
	return builder.finish();
}
export interface Editor {
	view: EditorView;
	text(): string;
	replace(text: string): void;
	show(answer: Answer): void;
	reveal(from: number, to: number): void;
	steps(places: { from: number; to: number; step: number }[]): void;
	apply(fix: Fix): void;
}
export function newEditor(parent: HTMLElement, changed: () => void, choose: (f: Finding) => void): Editor {
	const view = new EditorView({
		parent,
		state: EditorState.create({
			extensions: [
				lineNumbers({ formatNumber: lineInFile }),
				highlightSpecialChars(),
				history(),
				drawSelection(),
				EditorState.tabSize.of(4),
				indentUnit.of("\t"),
				indentOnInput(),
				bracketMatching(),
				highlightActiveLine(),
				syntaxHighlighting(colours),
				go(),
				lintGutter(),
				notes(choose),
				way,
				files,
				keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
				EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Go code. Tab leaves the editor; F8 goes to the next finding.", spellcheck: "false" }),
				EditorView.updateListener.of((update) => {
					if (update.docChanged) {
						changed();
					}
				}),
			],
		}),
	});
	const apply = (fix: Fix) => {
		view.dispatch({ changes: fix.edits.map((e) => ({ from: e.from, to: e.to, insert: e.text })), userEvent: "input.fix" });
	};
	return {
		view,
		text: () => view.state.doc.toString(),
		replace(text) {
			view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, scrollIntoView: true });
		},
		show(answer) {
			const length = view.state.doc.length;
			const diagnostics: Diagnostic[] = [];
			for (const f of answer.findings) {
				diagnostics.push({
					from: Math.min(f.from, length),
					to: Math.min(f.to, length),
					severity: "warning",
					source: f.rule,
					message: f.message,
					actions: f.fixes.slice(0, 2).map((fix) => ({ name: fix.message, apply: () => apply(fix) })),
				});
			}
			for (const p of answer.problems) {
				const from = Math.min(p.from, length);
				const word = view.state.wordAt(from);
				diagnostics.push({ from, to: word ? Math.max(word.to, from) : from, severity: p.kind === "note" ? "info" : "error", source: p.kind, message: p.text });
			}
			diagnostics.sort((a, b) => a.from - b.from);
			view.dispatch(setDiagnostics(view.state, diagnostics), { effects: setFindings.of(answer.findings) });
		},
		reveal(from, to) {
			const length = view.state.doc.length;
			view.dispatch({
				selection: { anchor: Math.min(from, length), head: Math.min(to, length) },
				effects: EditorView.scrollIntoView(Math.min(from, length), { y: "center" }),
			});
		},
		steps(places) {
			view.dispatch({ effects: setWay.of(places) });
		},
		apply,
	};
}
