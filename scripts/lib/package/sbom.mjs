// The parts list of a package as CycloneDX 1.6 (JSON).
import { createHash } from 'node:crypto';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

const repository = (/** @type {string} */ name) => `https://github.com/${name}`;

/**
 * @param {object} what
 * @param {string} what.version of the package
 * @param {readonly import('./parts.mjs').Part[]} what.parts
 * @param {{ electron: string, chrome: string, node: string }} what.runtime
 * @param {string} what.system such as "linux-x64"
 * @param {number} what.epoch seconds since 1970
 * @returns {string}
 */
export function sbom({ version, parts, runtime, system, epoch }) {
  const app = new Models.Component(Enums.ComponentType.Application, 'Meridian', {
    bomRef: `meridian@${version}`,
    version,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
  });
  const components = [...runtimeParts(runtime), ...parts.map(component)];
  app.dependencies = new Models.BomRefRepository(
    components
      .filter(({ name }) => name !== 'Chromium' && name !== 'Node.js' && name !== 'SQLite')
      .map(({ bomRef }) => bomRef),
  );
  for (const part of parts.filter(({ within }) => within !== undefined)) {
    const carrier = components.find(({ group, name }) => (group ? `${group}/${name}` : name) === part.within);
    const inner = components.find(({ name }) => name === part.name);
    if (carrier && inner) carrier.dependencies.add(inner.bomRef);
  }
  const bom = new Models.Bom({
    metadata: new Models.Metadata({
      component: app,
      timestamp: new Date(epoch * 1000),
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
      properties: new Models.PropertyRepository([new Models.Property('meridian:system', system)]),
    }),
    components: new Models.ComponentRepository(components),
  });
  const identity = JSON.stringify([version, system, components.map(({ name, version: v }) => [name, v])]);
  bom.serialNumber = `urn:uuid:${uuidOf(identity)}`;
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 1 })}\n`;
}

/** @param {{ electron: string, chrome: string, node: string }} versions */
function runtimeParts({ electron, chrome, node }) {
  /** @type {readonly [name: string, version: string, licence: import('@cyclonedx/cyclonedx-library').SPDX.SpdxId, repository: string][]} */
  const list = [
    ['Chromium', chrome, 'BSD-3-Clause', repository('chromium/chromium')],
    ['Electron', electron, 'MIT', repository('electron/electron')],
    ['Node.js', node, 'MIT', repository('nodejs/node')],
  ];
  const components = list.map(
    ([name, version, licence, url]) =>
      new Models.Component(Enums.ComponentType.Framework, name, {
        bomRef: `${name}@${version}`,
        version,
        purl: `pkg:github/${url.replace('https://github.com/', '')}@${version}`,
        licenses: new Models.LicenseRepository([new Models.SpdxLicense(licence)]),
        externalReferences: new Models.ExternalReferenceRepository([
          new Models.ExternalReference(url, Enums.ExternalReferenceType.VCS),
        ]),
      }),
  );
  const [chromium, host, engine] = components;
  if (chromium && host && engine) host.dependencies = new Models.BomRefRepository([chromium.bomRef, engine.bomRef]);
  return components;
}

/** @param {import('./parts.mjs').Part} part */
function component({ name, version, licence, kind, integrity, homepage }) {
  const scoped = kind === 'npm' && name.startsWith('@');
  const [group, own] = scoped
    ? [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)]
    : [undefined, name];
  const type = {
    npm: Enums.ComponentType.Library,
    source: Enums.ComponentType.Library,
    font: Enums.ComponentType.File,
    data: Enums.ComponentType.Data,
  };
  return new Models.Component(type[kind], own, {
    bomRef: version === '' ? name : `${name}@${version}`,
    ...(group !== undefined && { group }),
    ...(version !== '' && { version }),
    ...(kind === 'npm' && { purl: `pkg:npm/${name.replace('@', '%40')}@${version}` }),
    licenses: new Models.LicenseRepository([
      / (AND|OR|WITH) /.test(licence)
        ? new Models.LicenseExpression(licence)
        : new Models.SpdxLicense(/** @type {import('@cyclonedx/cyclonedx-library').SPDX.SpdxId} */ (licence)),
    ]),
    ...(integrity !== undefined && { hashes: hashOf(integrity) }),
    ...(homepage !== undefined && {
      externalReferences: new Models.ExternalReferenceRepository([
        new Models.ExternalReference(homepage, Enums.ExternalReferenceType.Website),
      ]),
    }),
  });
}

/** @param {string} integrity as in the lockfile: "sha512-" and base64 */
function hashOf(integrity) {
  const [algorithm = '', base64 = ''] = integrity.split('-', 2);
  if (algorithm !== 'sha512') throw new Error(`the lockfile has a hash of an unknown kind: ${algorithm}`);
  return new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], Buffer.from(base64, 'base64').toString('hex')]]);
}

/**
 * The same parts have the same number: a UUID of version 8, made of a hash.
 * @param {string} text
 */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
