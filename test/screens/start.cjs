// Starts the built app with its clock shifted (clock.cjs); nothing else of it is changed.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const threads = require('node:worker_threads');
const { app } = require('electron');

const clock = resolve(__dirname, 'clock.cjs');
require(clock);

// The demo's simulator runs in a thread, which has a clock of its own.
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--require', clock] });
  }
};

const root = resolve(__dirname, '../..');
const { main, productName, version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
app.name = productName;
app.setVersion(version);
app.setAppPath(root);
require(resolve(root, main));
