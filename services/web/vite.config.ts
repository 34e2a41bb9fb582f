/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The server of `juzhen dev`; another one is named by JUZHEN_WEB_PROXY.
const server = process.env['JUZHEN_WEB_PROXY'] ?? 'http://127.0.0.1:7400';

const served = ['/console/graphql', '/public/graphql', '/oversight/graphql', '/feeds', '/media', '/wechat'];

export default defineConfig({
  plugins: [react()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(served.map((path) => [path, { target: server, ws: true }])),
  },
  build: {
    target: 'es2022',
    // antd and the editor are each one lazily loaded chunk of the console; the public site has a budget of its own.
    chunkSizeWarningLimit: 1500,
    sourcemap: false,
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
