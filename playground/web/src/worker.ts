// The worker runs the analysis, so that the page never waits for it. Types are
// fetched when an import asks for them.
import decompress from "brotli/decompress";
import { decompressed, fetched } from "./fetch";
import type { Answer, Question, Reply } from "./types";

interface Index {
	bundles: Record<string, { file: string }>;
}

interface Failure {
	error: string;
}

interface Analysis {
	index(index: Index): Failure | null;
	add(name: string, data: Uint8Array): Failure | null;
	fail(name: string, reason: string): Failure | null;
	retry(): Failure | null;
	check(text: string, settings: object): Answer | Failure;
}

declare class Go {
	importObject: WebAssembly.Imports;
	run(instance: WebAssembly.Instance): Promise<void>;
}

const scope = self as unknown as DedicatedWorkerGlobalScope & {
	authstatus: Analysis;
	authstatusReady: () => void;
};
const version = new URL(scope.location.href).search;
const say = (reply: Reply) => scope.postMessage(reply);

let index: Index;

// module fetches a module of WebAssembly that is kept compressed by brotli, which
// browsers read only where a header says so: if it did, it is decompressed already.
async function module(url: string): Promise<Uint8Array<ArrayBuffer>> {
	const data = await fetched(url);
	return data[0] === 0 && data[1] === 0x61 ? data : decompress(data);
}

async function start(): Promise<void> {
	const types = decompressed("types/index.gz" + version);
	const base = decompressed("types/base.gz" + version);
	const binary = await module("authstatus.wasm.br" + version);
	const go = new Go();
	const { instance } = await WebAssembly.instantiate(binary, go.importObject);
	await new Promise<void>((resolve, reject) => {
		scope.authstatusReady = resolve;
		go.run(instance).then(() => reject(new Error("the analysis ended")), reject);
	});
	index = JSON.parse(new TextDecoder().decode(await types)) as Index;
	done(scope.authstatus.index(index));
	done(scope.authstatus.add("base", await base));
	// What nearly every server imports is read before anybody waits for it.
	done(scope.authstatus.check('package p\n\nimport "net/http"\n\nfunc f(w http.ResponseWriter) { w.WriteHeader(401) }\n', {}));
}

function done<T extends object>(value: T | Failure | null): T | null {
	if (value && "error" in value) {
		throw new Error(value.error);
	}
	return value;
}

async function check(q: Question): Promise<Reply> {
	const began = performance.now();
	let waited = 0;
	for (;;) {
		const answer = done(scope.authstatus.check(q.text, q.settings))!;
		if (!answer.need) {
			scope.authstatus.retry(); // the next text may have more luck
			return { kind: "answer", id: q.id, answer, milliseconds: performance.now() - began - waited };
		}
		const asked = performance.now();
		await Promise.all(answer.need.map(add));
		waited += performance.now() - asked;
	}
}

async function add(name: string): Promise<void> {
	try {
		done(scope.authstatus.add(name, await decompressed(index.bundles[name].file + version)));
	} catch (e) {
		scope.authstatus.fail(name, e instanceof Error ? e.message : String(e));
	}
}

// One text at a time: of those that come in meanwhile only the last counts.
let next: Question | undefined;
let busy = true;

async function work(): Promise<void> {
	busy = true;
	while (next) {
		const q = next;
		next = undefined;
		try {
			say(await check(q));
		} catch (e) {
			say({ kind: "broken", reason: String(e) });
		}
	}
	busy = false;
}

scope.onmessage = (event: MessageEvent<Question>) => {
	next = event.data;
	if (!busy) {
		void work();
	}
};

start().then(
	() => {
		say({ kind: "ready" });
		return work();
	},
	(e: unknown) => say({ kind: "broken", reason: String(e) }),
);
