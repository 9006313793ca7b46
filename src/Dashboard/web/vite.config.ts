import { defineConfig, type Plugin } from 'vite';

// Called from the repository root: `vite build --config src/Dashboard/web/vite.config.ts`.
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // The page's policy allows scripts and styles from 'self' only, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [preloadFont()],
  server: {
    // `npx vite --config src/Dashboard/web/vite.config.ts` beside a running `./facestream run`.
    proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});

/** Asks for the font beside the script, so that the first words are already set in it. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => Object.keys(bundle ?? {})
        .filter(file => /inter-latin-wght.*\.woff2$/.test(file))
        .map(file => ({
          tag: 'link',
          injectTo: 'head',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
        })),
    },
  };
}
