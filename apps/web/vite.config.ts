import { defineConfig } from "vite";

// Everything is a file of its own: the page's policy allows neither inline scripts nor data: fonts.
export default defineConfig({
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, target: "es2021", modulePreload: { polyfill: false } },
  json: { stringify: true }, // messages are parsed as JSON, which is faster than as a program
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  server: { proxy: { "/api": "http://127.0.0.1:8600" } },
});
