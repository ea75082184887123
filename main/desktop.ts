/** What the desktop app loads while its window is on the way: main/index.ts imports it late. */
export { startCockpit } from './cockpit';
export { openGround } from './ground';
export { createDoor } from './ipc/door';
