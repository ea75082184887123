import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { verifyMetadata } from '../../main/updates/signature';
import { LINUX, metadataText } from './feed';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/sign-feed.mjs');
const DAY = 86_400_000;

let folder = '';
const at = (name: string): string => join(folder, name);

/** Exit code, standard output, and what it said to a person. */
function run(words: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  return { status, out: stdout.trim(), said: stderr };
}

const newKey = (name: string): string => {
  const { status, out } = run(['new-key', at(name)]);
  expect(status).toBe(0);
  return out;
};

/** What Meridian says to what the script wrote. */
function verdict(keys: readonly string[], now = Date.now()): string {
  const [metadata, signature] = [readFileSync(at(LINUX)), readFileSync(at(`${LINUX}.sig`))];
  const result = verifyMetadata(metadata, signature, { keys, file: LINUX, now, newest: null });
  return result.ok ? 'believed' : result.error.code;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-sign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const content = Buffer.from('program');
  writeFileSync(at('Meridian-0.2.0.AppImage'), content);
  writeFileSync(at(LINUX), metadataText({ version: '0.2.0', files: [{ name: 'Meridian-0.2.0.AppImage', content }] }));
});

describe('signing a feed', () => {
  it('writes what Meridian believes, for as long as was said', () => {
    const key = newKey('a.pem');
    expect(statSync(at('a.pem')).mode & 0o777).toBe(0o600);
    expect(run(['public-key', '--key', at('a.pem')]).out).toBe(key);
    expect(run(['sign', '--key', at('a.pem'), '--days', '2', at(LINUX)]).status).toBe(0);
    expect(verdict([key])).toBe('believed');
    expect(verdict([key], Date.now() + 3 * DAY)).toBe('expired');
    expect(verdict([newKey('b.pem')])).toBe('bad-signature');
    expect(run(['sign', '--key', at('a.pem'), '--days', 'never', at(LINUX)]).status).toBe(0);
    expect(verdict([key], Date.now() + 10_000 * DAY)).toBe('believed');
  });

  it('signs with two keys while one replaces the other, and takes the key from the environment', () => {
    const [a, b] = [newKey('a.pem'), newKey('b.pem')];
    run(['sign', '--key', at('a.pem'), '--key', at('b.pem'), at(LINUX)]);
    expect([verdict([a]), verdict([b])]).toEqual(['believed', 'believed']);
    const pem = readFileSync(at('b.pem'), 'utf8');
    expect(run(['sign', at(LINUX)], { MERIDIAN_UPDATE_PRIVATE_KEY: pem }).status).toBe(0);
    expect([verdict([a]), verdict([b])]).toEqual(['bad-signature', 'believed']);
  });

  it('verifies, and tells what is wrong', () => {
    const key = newKey('a.pem');
    const verify = () => run(['verify', '--public', key, at(LINUX)]);
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('is not signed') as string });
    run(['sign', '--key', at('a.pem'), at(LINUX)]);
    expect(verify().status).toBe(0);
    writeFileSync(at('Meridian-0.2.0.AppImage'), 'another program');
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('is not the file') as string });
    writeFileSync(at(LINUX), `${readFileSync(at(LINUX), 'utf8')}\n`);
    expect(verify()).toMatchObject({ status: 1, said: expect.stringContaining('changed after signing') as string });
  });

  it('signs nothing that Meridian would refuse, and overwrites no key', () => {
    newKey('a.pem');
    const sign = () => run(['sign', '--key', at('a.pem'), at(LINUX)]).status;
    writeFileSync(at('Meridian-0.2.0.AppImage'), 'another program');
    expect(sign()).toBe(1);
    writeFileSync(at(LINUX), 'version: 0.2.0\nfiles:\n  - url: ../a\n    sha512: x\n    size: 1\n');
    expect(sign()).toBe(1);
    writeFileSync(at(LINUX), 'version: 0.2.0\n');
    expect(sign()).toBe(1);
    expect(run(['new-key', at('a.pem')]).status).toBe(1);
    expect(run(['sign', at(LINUX)], { MERIDIAN_UPDATE_PRIVATE_KEY: '' }).said).toContain('no private key');
    expect(run(['sign', '--key', at('a.pem'), '--days', '0', at(LINUX)]).status).toBe(1);
    expect(run(['sign', '--key', at('a.pem'), at('a.pem')]).said).toContain('no latest*.yml');
    expect(() => execFileSync(process.execPath, [SCRIPT], { stdio: 'ignore' })).toThrow();
  });
});
