// compress FILE writes FILE.gz, by zopfli: its gzip is a twentieth smaller than
// that of Go or zlib, and the same for the same input.
import { readFileSync, writeFileSync } from "node:fs";
import zopfli from "@gfx/zopfli";

const file = process.argv[2];
// More iterations gain less than a thousandth.
writeFileSync(file + ".gz", await zopfli.gzipAsync(readFileSync(file), { numiterations: 1 }));
