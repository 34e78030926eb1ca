import type { Config, ConfigError } from '../start/config.ts';
import { isLoopback } from '../start/config-values.ts';
import { platformsOf } from '../start/open-county.ts';
import { fault, type Line, note, ok } from './line.ts';
import { doctorWords } from './words.ts';

const vendorBases = ['https://qyapi.weixin.qq.com', 'https://api.dingtalk.com', 'https://oapi.dingtalk.com'];

/** The lines for a configuration that was refused. */
export function configFaults({ faults }: ConfigError): Line[] {
  return faults.map((each) => fault(each, doctorWords.editEnvironment));
}

/** The lines for a configuration that was accepted, with the parts that do not fit together. */
export function settingsLines(config: Config): Line[] {
  const { wecom, wecomAibot, dingtalk } = config;
  if ([wecom, wecomAibot, dingtalk].every((account) => account === undefined))
    return [fault(doctorWords.noCredentials, doctorWords.fillCredentials)];
  return [
    ok(doctorWords.complete(wecom === undefined ? wecomAibot && 'aibot' : 'app', dingtalk?.mode)),
    ...baseLines(config),
    ...publicUrlLines(config),
    ...adminLines(config),
    ...registrationLines(config),
    ...dingtalkSettings(config),
  ];
}

function basesOf({ wecom, wecomAibot, dingtalk }: Config): string[] {
  return [wecom?.apiBase, wecomAibot?.apiBase, dingtalk?.apiBase, dingtalk?.oapiBase].filter(
    (base) => base !== undefined,
  );
}

function baseLines(config: Config): Line[] {
  const others = [...new Set(basesOf(config).filter((base) => !vendorBases.includes(base)))];
  return others.length === 0 ? [] : [note(doctorWords.otherBase(others))];
}

function publicUrlLines(config: Config): Line[] {
  const { publicUrl } = config;
  const needed = platformsOf(config).includes('wecom') || config.dingtalk?.mode === 'http';
  if (publicUrl === undefined) return needed ? [fault(doctorWords.noPublicUrl, doctorWords.fillPublicUrl)] : [];
  const withEmulator = basesOf(config).every(isLoopback);
  if (isLoopback(publicUrl) && !withEmulator)
    return [fault(doctorWords.publicUrlLocal(publicUrl), doctorWords.fillPublicUrl)];
  return publicUrl.startsWith('http:') ? [note(doctorWords.publicUrlOpen(publicUrl))] : [];
}

function adminLines(config: Config): Line[] {
  const { bootstrapAdmins } = config;
  const configured = platformsOf(config);
  if (bootstrapAdmins.length === 0) return [note(doctorWords.noAdmins)];
  const lost = bootstrapAdmins.filter(({ platform }) => !configured.includes(platform));
  const names = lost.map(({ platform, userId }) => `${platform}:${userId}`);
  return lost.length === 0 ? [] : [fault(doctorWords.adminsElsewhere(names), doctorWords.fixAdmins)];
}

function registrationLines({ registration }: Config): Line[] {
  const missing = [
    ...(registration.recordNumber === undefined ? ['RECORD_NUMBER'] : []),
    ...(registration.responsibleUnit === undefined ? ['RESPONSIBLE_UNIT'] : []),
  ];
  return missing.length === 0 ? [] : [note(doctorWords.notRegistered(missing))];
}

function dingtalkSettings({ dingtalk }: Config): Line[] {
  if (dingtalk === undefined) return [];
  const { appKey, robotCode, agentId, cardTemplateId, mode } = dingtalk;
  const lines: Line[] = [];
  if (mode === 'http') lines.push(note(doctorWords.preferStream));
  if (robotCode !== appKey) lines.push(note(doctorWords.otherRobotCode));
  if (agentId === undefined) lines.push(note(doctorWords.noAgentId));
  if (cardTemplateId === undefined) lines.push(note(doctorWords.noTemplate));
  else lines.push(ok(doctorWords.template(cardTemplateId)));
  return lines;
}
