// The service worker keeps what the page loaded, so that it works without a
// network. What has a version in its address never changes; the page itself is
// asked for anew as long as there is a network.
const scope = self as unknown as ServiceWorkerGlobalScope;
declare const VERSION: string; // set when it is built
declare const FILES: string[]; // what the first load needs

const name = "authstatus-" + VERSION;

scope.addEventListener("install", (event) => {
	event.waitUntil(
		caches
			.open(name)
			.then((cache) => cache.addAll(["./", ...FILES.map((f) => `${f}?v=${VERSION}`)]))
			.then(() => scope.skipWaiting()),
	);
});

scope.addEventListener("activate", (event) => {
	event.waitUntil(
		caches
			.keys()
			.then((names) => Promise.all(names.filter((n) => n.startsWith("authstatus-") && n !== name).map((n) => caches.delete(n))))
			.then(() => scope.clients.claim()),
	);
});

scope.addEventListener("fetch", (event) => {
	const url = new URL(event.request.url);
	if (event.request.method !== "GET" || url.origin !== scope.location.origin) {
		return;
	}
	event.respondWith(url.searchParams.has("v") ? kept(event.request) : fresh(event.request));
});

async function kept(request: Request): Promise<Response> {
	const cache = await caches.open(name);
	const there = await cache.match(request);
	if (there) {
		return there;
	}
	const response = await fetch(request);
	if (response.ok) {
		await cache.put(request, response.clone());
	}
	return response;
}

async function fresh(request: Request): Promise<Response> {
	const cache = await caches.open(name);
	try {
		const response = await fetch(request);
		if (response.ok && request.mode === "navigate") {
			await cache.put("./", response.clone());
		}
		return response;
	} catch (e) {
		const there = await cache.match(request.mode === "navigate" ? "./" : request);
		if (there) {
			return there;
		}
		throw e;
	}
}

export {};
