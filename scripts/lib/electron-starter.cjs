// Goes into the old Electron as its only app, because that binary comes without the usual default app:
// starts the app folder (or script) that is the first argument not starting with "-".
const { app } = require('electron');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

const argument = process.argv.slice(1).find((text) => !text.startsWith('-'));
if (argument === undefined) {
  console.error('usage: electron [options] APP [arguments]');
  app.exit(64);
} else {
  start(resolve(argument));
}

function start(path) {
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const manifest = join(folder, 'package.json');
  const { name, productName, version, desktopName, main } = existsSync(manifest)
    ? JSON.parse(readFileSync(manifest, 'utf8'))
    : {};
  if (productName ?? name) app.name = productName ?? name;
  if (version) app.setVersion(version);
  if (desktopName) app.setDesktopName(desktopName);
  app.setAppPath(folder);
  require(folder === path ? join(folder, main ?? 'index.js') : path);
}
