// Imported first, so that an old Node gets a sentence and not a stack trace from a later module.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Meridian needs Node 20.19 or newer; this is Node ${process.versions.node} (${process.execPath}).`);
  console.error('Install a newer Node (https://nodejs.org) and run the same command again.');
  process.exit(1);
}
