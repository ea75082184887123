// The least an Electron app can be with the same protections: what every start of this Electron costs, whatever it shows.
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

const profile = process.argv.find((word) => word.startsWith('--profile='));
if (profile) app.setPath('userData', profile.slice('--profile='.length));

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  // The page has no other way to say when it was drawn, and needs none.
  window.webContents.on('page-title-updated', (_event, title) => {
    if (title.startsWith('drawn ')) process.stdout.write(`${title}\n`);
  });
  void window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
