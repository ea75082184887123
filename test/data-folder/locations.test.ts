import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, type Surroundings } from '../../main/data-folder/locations';

const on = (platform: NodeJS.Platform, environment: Surroundings['environment'] = {}): Surroundings => ({
  platform,
  environment,
  home: '/users/ana',
  cwd: '/srv',
});

describe('the data folder', () => {
  it('is where the platform keeps data', () => {
    expect(dataFolder(null, false, on('linux'))).toBe(join('/users/ana', '.local', 'share', 'meridian', 'default'));
    expect(dataFolder(null, false, on('linux', { XDG_DATA_HOME: '/data' }))).toBe(join('/data', 'meridian', 'default'));
    expect(dataFolder(null, false, on('linux', { XDG_DATA_HOME: 'relative' }))).toContain('.local');
    expect(dataFolder(null, false, on('darwin'))).toBe(
      join('/users/ana', 'Library', 'Application Support', 'Meridian', 'default'),
    );
    expect(dataFolder(null, false, on('win32', { APPDATA: '/roaming' }))).toBe(join('/roaming', 'Meridian', 'default'));
    expect(dataFolder(null, false, on('win32'))).toBe(join('/users/ana', 'AppData', 'Roaming', 'Meridian', 'default'));
  });

  it('is another for the demo', () => {
    expect(dataFolder(null, true, on('linux'))).toBe(join('/users/ana', '.local', 'share', 'meridian', 'demo'));
  });

  it('is the one asked for, before the environment', () => {
    expect(dataFolder('/asked', true, on('linux', { MERIDIAN_DATA: '/named' }))).toBe('/asked');
    expect(dataFolder('here', false, on('linux'))).toBe('/srv/here');
    expect(dataFolder(null, true, on('linux', { MERIDIAN_DATA: '/named' }))).toBe('/named');
    expect(dataFolder(null, false, on('linux', { MERIDIAN_DATA: '' }))).toContain('.local');
  });
});
