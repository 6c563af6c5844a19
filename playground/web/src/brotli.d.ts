declare module "brotli/decompress" {
	export default function decompress(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}
