// The page: what is in the editor goes to the worker, and what the worker
// answers is shown.
import { byID, el } from "./dom";
import { newEditor } from "./editor";
import { decompressedJSON } from "./fetch";
import { documentation, showFindings } from "./panel";
import { showRoutes } from "./routes";
import * as settings from "./settings";
import { decode, encode, presetFragment } from "./share";
import type { Answer, Finding, Preset, Question, Reply, Rule, Settings } from "./types";

const version = "?v=" + document.documentElement.dataset.version;
const home = "https://github.com/authstatus/authstatus";
const pageOf = (rule: string) => `${home}/blob/main/docs/rules/${rule}.md`;

interface Start {
	rules: Rule[];
	first: Preset;
	list: { id: string; group: string; title: string }[];
}

let answer: Answer | undefined;
let chosen: Finding | undefined;
let start: Start;
let rules = new Map<string, Rule>();
let presets: Promise<Map<string, Preset>> | undefined;
// What the address names, as long as nobody changed it.
let preset: { id: string; text: string; settings: string } | undefined;
let asked = 0;
let answered = 0;
let failed = false;

const root = document.documentElement; // tests wait for its data-state
const say = (text: string) => {
	byID("status").textContent = text;
};

const editor = newEditor(byID("editor"), changed, choose);
const worker = new Worker("worker.js" + version);

worker.onmessage = (event: MessageEvent<Reply>) => {
	const reply = event.data;
	switch (reply.kind) {
		case "ready":
			root.dataset.worker = "ready";
			keepOffline();
			break;
		case "broken":
			broken(reply.reason);
			break;
		case "answer":
			answered = reply.id;
			root.dataset.milliseconds = reply.milliseconds.toFixed(1);
			if (reply.id === asked) {
				show(reply.answer);
			}
	}
};
worker.onerror = (event) => broken(event.message || "the worker does not start");

function broken(reason: string): void {
	failed = true;
	root.dataset.state = "broken";
	say(`The analysis can't run: ${reason}. Reload the page to try again.`);
}

function show(next: Answer): void {
	const before = chosen;
	answer = next;
	chosen = before && next.findings.find((f) => f.rule === before.rule && f.line === before.line);
	chosen ??= before ? undefined : (next.findings.find((f) => f.fixes.length > 0) ?? next.findings[0]);
	editor.show(next);
	list();
	showRoutes(byID("routes"), next.routes ?? [], (at) => editor.reveal(at.from, at.to));
	const mendable = next.findings.filter((f) => f.fixes.length > 0).length;
	const parts = [`${count(next.findings.length, "finding")}`];
	if (next.findings.length > 0) {
		parts.push(`${mendable} with a fix`);
	}
	const kinds = { syntax: "syntax error", type: "type error", import: "import that is not there" };
	for (const kind of ["syntax", "import", "type"] as const) {
		const n = next.problems.filter((p) => p.kind === kind).length;
		if (n > 0) {
			parts.push(kind === "import" ? `${n} ${n === 1 ? kinds.import : "imports that are not there"}` : count(n, kinds[kind]));
		}
	}
	say(parts.join(", ") + ".");
	byID("count").textContent = String(next.findings.length);
	byID("routecount").textContent = String(next.routes?.length ?? 0);
	root.dataset.state = "done";
}

function count(n: number, what: string): string {
	return `${n === 0 ? "no" : n} ${what}${n === 1 ? "" : "s"}`;
}

// list shows the findings, and in the editor the steps of the one that is open.
function list(): void {
	if (!answer) {
		return;
	}
	showFindings(byID("findings"), answer, rules, chosen, {
		text: editor.text,
		reveal: (at) => editor.reveal(at.from, at.to),
		apply: (fix) => {
			editor.apply(fix);
			editor.view.focus();
		},
		choose,
		pageOf,
	});
	const steps = (chosen?.ways[0] ?? []).flatMap((s, i) => (s.from === undefined ? [] : [{ from: s.from, to: s.to ?? s.from, step: i + 1 }]));
	editor.steps(steps);
}

function choose(f: Finding): void {
	chosen = chosen === f ? undefined : f;
	tab("findings");
	list();
	const at = answer?.findings.indexOf(f) ?? -1;
	const head = byID("findings").querySelectorAll<HTMLElement>(".finding .head")[at];
	head?.focus({ preventScroll: true });
	head?.scrollIntoView({ block: "nearest" });
	if (chosen) {
		editor.reveal(f.from, f.from);
	}
}

let timer = 0;
function changed(): void {
	root.dataset.state = "waiting";
	clearTimeout(timer);
	timer = setTimeout(ask, 150);
}

function ask(): void {
	if (failed || !start) {
		return;
	}
	const text = editor.text();
	const set = settings.read(start.rules);
	root.dataset.state = "waiting";
	asked++;
	if (answered < asked - 1 || root.dataset.worker !== "ready") {
		say(root.dataset.worker === "ready" ? "Checking…" : "Loading the analysis…");
	}
	worker.postMessage({ id: asked, text, settings: set } satisfies Question);
	void address(text, set);
}

// address makes the address the permalink of what is shown.
async function address(text: string, set: Settings): Promise<void> {
	const mark = asked;
	const plain = preset && preset.text === text && JSON.stringify(set) === preset.settings;
	const fragment = plain && preset ? presetFragment(preset.id) : await encode({ text, settings: set });
	if (mark === asked && fragment !== location.hash) {
		history.replaceState(null, "", fragment);
	}
	byID<HTMLSelectElement>("presets").value = plain && preset ? preset.id : "";
	root.dataset.address = String(mark);
}

async function open(): Promise<void> {
	let id = start.first.id;
	try {
		const place = await decode(location.hash);
		if (place && "shared" in place) {
			preset = undefined;
			settings.write(start.rules, place.shared.settings);
			load(place.shared.text);
			return;
		}
		id = place?.preset ?? id;
	} catch {
		say("The link is damaged: this is the first example instead.");
	}
	await openPreset(id);
}

async function openPreset(id: string): Promise<void> {
	let p: Preset | undefined = start.first;
	if (id !== p.id) {
		presets ??= decompressedJSON<Preset[]>("presets.gz" + version).then((all) => new Map(all.map((p) => [p.id, p])));
		try {
			p = (await presets).get(id);
		} catch (e) {
			presets = undefined;
			say(`The examples can't be fetched: ${e instanceof Error ? e.message : e}.`);
			return;
		}
	}
	if (!p) {
		say(`There is no example ${id}: this is the first instead.`);
		p = start.first;
	}
	const set: Settings = p.rules ? { rules: p.rules } : {};
	settings.write(start.rules, set);
	preset = { id: p.id, text: p.text, settings: JSON.stringify(set) };
	load(p.text);
}

function load(text: string): void {
	chosen = undefined;
	answer = undefined;
	editor.replace(text);
	clearTimeout(timer);
	ask();
}

function tab(name: string): void {
	for (const button of document.querySelectorAll<HTMLElement>("[role=tab]")) {
		const on = button.dataset.panel === name;
		button.setAttribute("aria-selected", String(on));
		button.tabIndex = on ? 0 : -1;
		byID("panel-" + button.dataset.panel).hidden = !on;
	}
}

// Tabs follow the pattern of the ARIA Authoring Practices: arrows move, and
// what is reached is shown.
function tabs(): void {
	const all = [...document.querySelectorAll<HTMLElement>("[role=tab]")];
	all.forEach((button, i) => {
		button.addEventListener("click", () => tab(button.dataset.panel as string));
		button.addEventListener("keydown", (event) => {
			const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
			if (step) {
				const next = all[(i + step + all.length) % all.length];
				next.focus();
				tab(next.dataset.panel as string);
			}
		});
	});
}

// keepOffline has the page kept for times without a network, once it is loaded.
function keepOffline(): void {
	if ("serviceWorker" in navigator) {
		navigator.serviceWorker
			.register("offline.js")
			.then(() => navigator.serviceWorker.ready)
			.then(() => {
				root.dataset.offline = "ready";
			})
			.catch(() => {}); // a browser that forbids it has no page offline
	}
}

async function main(): Promise<void> {
	tabs();
	byID("share").addEventListener("click", () => {
		if (root.dataset.state === "waiting") {
			clearTimeout(timer);
			ask();
		}
		const copy = async () => {
			// What is said of the link comes after what is said of the text.
			while (root.dataset.state === "waiting" || root.dataset.address !== String(asked)) {
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
			await navigator.clipboard.writeText(location.href);
		};
		copy().then(
			() => say("The link is copied. The code is in the link itself; it is on no server."),
			() => say("The address of this page is the link: copy it from the address bar."),
		);
	});
	byID<HTMLSelectElement>("presets").addEventListener("change", (event) => {
		const id = (event.target as HTMLSelectElement).value;
		if (id) {
			void openPreset(id);
		}
	});
	byID("settings").addEventListener("input", changed);
	byID("settings").addEventListener("submit", (event) => event.preventDefault());
	byID("reset").addEventListener("click", () => {
		settings.write(start.rules, {});
		changed();
	});
	addEventListener("hashchange", () => void open());

	start = await decompressedJSON<Start>("start.gz" + version);
	rules = new Map(start.rules.map((r) => [r.id, r]));
	settings.listRules(start.rules);
	byID("docs").replaceChildren(...start.rules.map((r) => documentation(r, { pageOf }, "h3")));
	const groups = new Map<string, HTMLOptGroupElement>();
	for (const p of start.list) {
		let group = groups.get(p.group);
		if (!group) {
			group = el("optgroup", { label: p.group });
			groups.set(p.group, group);
		}
		group.append(el("option", { value: p.id }, p.title));
	}
	byID("presets").replaceChildren(el("option", { value: "" }, "Your code"), ...groups.values());
	await open();
}

main().catch((e: unknown) => broken(e instanceof Error ? e.message : String(e)));
