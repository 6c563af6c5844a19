// fetched is what a server sends, as it stands there.
export async function fetched(url: string): Promise<Uint8Array<ArrayBuffer>> {
	const response = await fetch(url);
	if (!response.ok) {
		throw new Error(`the server answers ${response.status}`);
	}
	return new Uint8Array(await response.arrayBuffer());
}

// decompressed fetches a file that is kept compressed by gzip. A server that says so
// in a header has it decompressed by the browser already.
export async function decompressed(url: string): Promise<Uint8Array<ArrayBuffer>> {
	const data = await fetched(url);
	if (data[0] !== 0x1f || data[1] !== 0x8b) {
		return data;
	}
	const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function decompressedJSON<T>(url: string): Promise<T> {
	return JSON.parse(new TextDecoder().decode(await decompressed(url))) as T;
}
