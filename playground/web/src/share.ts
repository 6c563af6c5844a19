// A permalink holds the text and the settings in the fragment of the address,
// which browsers never send.
import type { Settings } from "./types";

export interface Shared {
	text: string;
	settings: Settings;
}

// Place is what a fragment says: the name of a preset, or a text.
export type Place = { preset: string; settings: Settings } | { shared: Shared };

export async function encode(shared: Shared): Promise<string> {
	const data = new TextEncoder().encode(JSON.stringify([shared.text, shared.settings]));
	const packed = await through(data, new CompressionStream("deflate-raw"));
	let bytes = "";
	for (const b of packed) {
		bytes += String.fromCharCode(b);
	}
	return "#code=" + btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function presetFragment(id: string): string {
	return "#preset=" + encodeURIComponent(id);
}

// decode returns nothing for a fragment that says nothing. It throws for one
// that is damaged.
export async function decode(fragment: string): Promise<Place | undefined> {
	const [, kind, value] = /^#(preset|code)=(.*)$/.exec(fragment) ?? [];
	if (kind === "preset") {
		return { preset: decodeURIComponent(value), settings: {} };
	}
	if (kind !== "code") {
		return undefined;
	}
	const bytes = atob(value.replace(/-/g, "+").replace(/_/g, "/"));
	const packed = Uint8Array.from(bytes, (c) => c.charCodeAt(0));
	const data = await through(packed, new DecompressionStream("deflate-raw"));
	const [text, settings] = JSON.parse(new TextDecoder().decode(data)) as [string, Settings];
	if (typeof text !== "string" || typeof settings !== "object" || settings === null) {
		throw new Error("the link holds no text");
	}
	return { shared: { text, settings } };
}

async function through(data: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
	return new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(stream)).arrayBuffer());
}
