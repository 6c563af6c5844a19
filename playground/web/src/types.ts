// What the analysis answers: the Go package playground/internal/check.

export interface Span {
	from: number;
	to: number;
	file: string;
	line: number;
}

export interface Step extends Partial<Span> {
	outside?: string;
	text: string;
}

export interface Edit {
	from: number;
	to: number;
	text: string;
}

export interface Fix {
	message: string;
	edits: Edit[];
}

export interface Finding extends Span {
	column: number;
	rule: string;
	message: string;
	ways: Step[][];
	related: (Span & { text: string })[];
	fixes: Fix[];
}

export interface Problem extends Span {
	kind: "syntax" | "type" | "import" | "note";
	text: string;
}

export interface Around {
	name: string;
	at: Span | null;
	unseen: boolean;
	conditional: boolean;
	knows: boolean;
	challenges: boolean;
}

export interface Route {
	method: string;
	pattern: string;
	at: Span | null;
	handler: string;
	handled: Span | null;
	open: boolean;
	known: boolean;
	around: Around[];
	statuses: { status: number; at: Span | null; in: string; challenge: string }[];
}

export interface Answer {
	need?: string[];
	findings: Finding[];
	problems: Problem[];
	routes: Route[];
	settings?: string;
	steps: number;
}

// Settings are the command's flags.
export interface Settings {
	rules?: string[];
	disable?: string[];
	challenge?: string;
	challengers?: string[];
	models?: string[];
	confidence?: string;
	revoked?: string;
	tests?: boolean;
	generated?: boolean;
}

export interface Rule {
	id: string;
	group: string;
	title: string;
	doc: string;
	before: string;
	after: string;
	rfc: string;
	fix: string;
	silent: string;
	off: boolean;
}

export interface Preset {
	id: string;
	group: string;
	title: string;
	text: string;
	rules?: string[];
}

// A Question goes to the worker, and a Reply comes back.
export interface Question {
	id: number;
	text: string;
	settings: Settings;
}

export type Reply =
	| { kind: "ready" }
	| { kind: "broken"; reason: string }
	| { kind: "answer"; id: number; answer: Answer; milliseconds: number };
