import { defineConfig } from "vite";

// Everything is a file of its own: the page's policy allows neither inline scripts nor data: fonts.
export default defineConfig({
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, target: "es2021", modulePreload: { polyfill: false } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  server: { proxy: { "/api": "http://127.0.0.1:8600" } },
});
