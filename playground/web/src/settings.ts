// The settings: a form with the command's flags.
import { byID, el } from "./dom";
import type { Rule, Settings } from "./types";

const lines = (id: string) =>
	byID<HTMLTextAreaElement>(id)
		.value.split("\n")
		.map((s) => s.trim())
		.filter(Boolean);

export function listRules(rules: Rule[]): void {
	byID("rules").replaceChildren(
		...rules.map((r) => el("label", {}, el("input", { type: "checkbox", name: r.id, checked: !r.off }), " ", el("span", {}, r.id))),
	);
}

function boxes(): HTMLInputElement[] {
	return [...byID("rules").querySelectorAll("input")];
}

// read leaves out what is as by default.
export function read(rules: Rule[]): Settings {
	const out: Settings = {};
	const on = boxes().filter((b) => b.checked);
	if (rules.some((r) => boxes().find((b) => b.name === r.id)?.checked === r.off)) {
		if (on.length > 0) {
			out.rules = on.map((b) => b.name);
		} else {
			out.disable = rules.map((r) => r.id);
		}
	}
	const text = (id: string) => byID<HTMLInputElement | HTMLSelectElement>(id).value.trim();
	if (text("challenge")) out.challenge = text("challenge");
	if (lines("challengers").length > 0) out.challengers = lines("challengers");
	if (lines("models").length > 0) out.models = lines("models");
	if (text("confidence") !== "high") out.confidence = text("confidence");
	if (text("revoked") !== "403") out.revoked = text("revoked");
	if (byID<HTMLInputElement>("tests").checked) out.tests = true;
	if (byID<HTMLInputElement>("generated").checked) out.generated = true;
	return out;
}

export function write(rules: Rule[], s: Settings): void {
	for (const b of boxes()) {
		const off = rules.find((r) => r.id === b.name)?.off ?? false;
		b.checked = s.rules ? s.rules.includes(b.name) : !off && !s.disable?.includes(b.name);
	}
	byID<HTMLInputElement>("challenge").value = s.challenge ?? "";
	byID<HTMLTextAreaElement>("challengers").value = (s.challengers ?? []).join("\n");
	byID<HTMLTextAreaElement>("models").value = (s.models ?? []).join("\n");
	byID<HTMLSelectElement>("confidence").value = s.confidence ?? "high";
	byID<HTMLSelectElement>("revoked").value = s.revoked ?? "403";
	byID<HTMLInputElement>("tests").checked = s.tests ?? false;
	byID<HTMLInputElement>("generated").checked = s.generated ?? false;
}
