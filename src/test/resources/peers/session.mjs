// Drives one scripted session with a published SDK client and prints what the caller of the SDK saw, a line a step.
//
//   node session.mjs CLIENT SCRIPT ROOT -- COMMAND [ARGUMENT...]
//
// CLIENT is sdk1, sdk2, sdk2-auto or sdk2-modern; SCRIPT everything, filesystem or modern; ROOT the directory the
// filesystem server serves. COMMAND is what the client is told to start.
import { z } from 'zod';

const [kind, script, root] = process.argv.slice(2, 5);
const [command, ...args] = process.argv.slice(6);
const anything = z.looseObject({});
const STEP_MILLIS = 20_000;

const notified = [];
const waiting = [];

function notify(method, params) {
  notified.push({ method, params });
  for (const check of [...waiting]) check();
}

// Waits until a notification from this index on satisfies the test.
function seen(test, from) {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (!notified.slice(from).some(test)) return;
      clearTimeout(deadline);
      waiting.splice(waiting.indexOf(check), 1);
      resolve();
    };
    const deadline = setTimeout(() => reject(new Error(`no such notification: ${test}`)), STEP_MILLIS);
    waiting.push(check);
    check();
  });
}

let elicited = 0;
function elicit(request) {
  elicited++;
  if (request.params.mode === 'url') return { action: 'accept' };
  if (elicited === 2) return { action: 'decline' };
  return { action: 'accept', content: { name: 'Ada', check: true, email: 'ada@example.com', integer: 7, number: 3.5, yes: true } };
}

const sampled = {
  model: 'peer-model',
  stopReason: 'endTurn',
  role: 'assistant',
  content: { type: 'text', text: 'sampled' },
};

const capabilities = {
  sampling: {},
  elicitation: { form: {}, url: {} },
  roots: { listChanged: true },
};
const info = { name: 'peer', version: '1.0.0' };

async function sdk1() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const client = new Client(info, { capabilities });
  handlers((method, handle) => client.setRequestHandler(
    { 'sampling/createMessage': types.CreateMessageRequestSchema,
      'elicitation/create': types.ElicitRequestSchema,
      'roots/list': types.ListRootsRequestSchema }[method], handle));
  client.fallbackNotificationHandler = async (n) => notify(n.method, n.params);
  await client.connect(new StdioClientTransport({ command, args, env: process.env }));
  return {
    client,
    call: (params, options) => client.callTool(params, undefined, options),
    request: (method, params) => client.request({ method, params }, anything),
  };
}

async function sdk2() {
  const { Client } = await import('@modelcontextprotocol/client');
  const { StdioClientTransport } = await import('@modelcontextprotocol/client/stdio');
  const mode = { sdk2: 'legacy', 'sdk2-auto': 'auto', 'sdk2-modern': { pin: '2026-07-28' } }[kind];
  const client = new Client(info, { capabilities, versionNegotiation: { mode } });
  handlers((method, handle) => client.setRequestHandler(method, handle));
  client.fallbackNotificationHandler = async (n) => notify(n.method, n.params);
  await client.connect(new StdioClientTransport({ command, args, env: process.env }));
  return {
    client,
    call: (params, options) => client.callTool(params, options),
    request: (method, params) => client.request({ method, params }, anything),
  };
}

function handlers(set) {
  set('sampling/createMessage', async () => sampled);
  set('elicitation/create', async (request) => elicit(request));
  set('roots/list', async () => {
    setImmediate(() => notify('roots answered', {}));
    return { roots: [{ uri: 'file://' + root, name: 'peer' }] };
  });
}

async function step(name, run) {
  let saw;
  try {
    saw = { result: await run() };
  } catch (error) {
    saw = { error: { code: error.code, message: error.message } };
  }
  console.log(JSON.stringify({ step: name, ...saw }));
}

async function cancelled(peer, params) {
  const stop = new AbortController();
  let first;
  const progressed = new Promise((resolve) => (first = resolve));
  const call = peer.call(params, { signal: stop.signal, onprogress: () => first() });
  call.catch(() => {});
  await progressed;
  stop.abort('enough');
  return call.then(() => 'answered', () => 'cancelled');
}

async function progress(peer, params) {
  let steps = 0;
  const result = await peer.call(params, { onprogress: () => steps++ });
  return { progressed: steps > 0, result };
}

const rootsUpdated = (n) => n.method === 'notifications/message' && String(n.params.data).startsWith('Roots updated');

async function everything(peer) {
  const { client, call, request } = peer;
  await seen(rootsUpdated, 0);
  await step('ping', () => client.ping());
  await step('list tools', () => client.listTools());
  await step('list prompts', () => client.listPrompts());
  await step('list resources', () => client.listResources());
  await step('list templates', () => client.listResourceTemplates());
  await step('prompt', () => client.getPrompt({ name: 'args-prompt', arguments: { city: 'Delft' } }));
  await step('complete', () => client.complete({
    ref: { type: 'ref/prompt', name: 'completable-prompt' }, argument: { name: 'department', value: 'E' } }));
  await step('read resource', () => client.readResource({ uri: 'demo://resource/dynamic/text/1' }));
  await step('missing resource', () => client.readResource({ uri: 'demo://nowhere' }));
  await step('echo', () => call({ name: 'echo', arguments: { message: 'héllo ☃ \u{1f600} "q"\n  end' } }));
  await step('sum', () => call({ name: 'get-sum', arguments: { a: 2, b: 3 } }));
  await step('structured', () => call({ name: 'get-structured-content', arguments: { location: 'New York' } }));
  await step('image', () => call({ name: 'get-tiny-image', arguments: {} }));
  await step('tool error', () => call({ name: 'get-sum', arguments: { a: 'x' } }));
  await step('unknown tool', () => call({ name: 'no-such-tool', arguments: {} }));
  await step('unknown method', () => request('no/such', {}));
  await step('DENIED environment', () => call({ name: 'get-env', arguments: {} }));
  await step('progress', () => progress(peer, { name: 'trigger-long-running-operation', arguments: { duration: 0.3, steps: 3 } }));
  await step('cancel', () => cancelled(peer, { name: 'trigger-long-running-operation', arguments: { duration: 1.5, steps: 10 } }));
  await step('sampling', () => call({ name: 'trigger-sampling-request', arguments: { prompt: 'hi', maxTokens: 10 } }));
  await step('elicitation accepted', () => call({ name: 'trigger-elicitation-request', arguments: {} }));
  await step('elicitation declined', () => call({ name: 'trigger-elicitation-request', arguments: {} }));
  await step('url elicitation', () => call({ name: 'trigger-url-elicitation', arguments: {
    url: 'https://example.com/x', message: 'm', elicitationId: 'e-1', errorPath: false } }));
  await step('url elicitation error', () => call({ name: 'trigger-url-elicitation', arguments: {
    url: 'https://example.com/y', message: 'm', elicitationId: 'e-2', errorPath: true } }));
  await step('roots', () => call({ name: 'get-roots-list', arguments: {} }));
  await step('subscribe', () => client.subscribeResource({ uri: 'demo://resource/dynamic/text/1' }));
  await step('updates on', () => call({ name: 'toggle-subscriber-updates', arguments: {} }));
  await seen((n) => n.method === 'notifications/resources/updated', 0);
  await step('updates off', () => call({ name: 'toggle-subscriber-updates', arguments: {} }));
  await step('unsubscribe', () => client.unsubscribeResource({ uri: 'demo://resource/dynamic/text/1' }));
  await step('log level', () => client.setLoggingLevel('debug'));
  const before = notified.length;
  await step('logging on', () => call({ name: 'toggle-simulated-logging', arguments: {} }));
  await seen((n) => n.method === 'notifications/message', before);
  await step('logging off', () => call({ name: 'toggle-simulated-logging', arguments: {} }));
  const changed = notified.length;
  await step('roots changed', () => client.sendRootsListChanged());
  await seen(rootsUpdated, changed);
  if (kind === 'sdk1') await task(request);
  await step('last ping', () => client.ping());
}

async function task(request) {
  const from = notified.length;
  let id;
  await step('task', async () => {
    const created = await request('tools/call', {
      name: 'simulate-research-query', arguments: { topic: 'ebpf' }, task: { ttl: 60000 } });
    id = created.task.taskId;
    return Object.keys(created);
  });
  await seen((n) => n.method === 'notifications/tasks/status' && n.params.status === 'completed', from);
  await step('task status', async () => (await request('tasks/get', { taskId: id })).status);
  await step('task result', () => request('tasks/result', { taskId: id }));
}

async function filesystem({ client, call }) {
  const files = (name, path, more) => call({ name, arguments: { path, ...more } });
  await seen((n) => n.method === 'roots answered', 0);
  await step('list tools', () => client.listTools());
  await step('directories', () => call({ name: 'list_allowed_directories', arguments: {} }));
  await step('read', () => files('read_text_file', root + '/safe.txt'));
  await step('read old name', () => files('read_file', root + '/safe.txt'));
  await step('DENIED outside', () => files('read_text_file', root + '/../outside.txt'));
  await step('DENIED far outside', () => files('read_text_file', '/etc/hostname'));
  await step('symbolic link', () => files('read_text_file', root + '/link-out'));
  await step('missing', () => files('read_text_file', root + '/nothing.txt'));
  await step('list directory', () => files('list_directory', root));
  await step('tree', () => files('directory_tree', root));
  await step('write', () => files('write_file', root + '/new.txt', { content: 'ünïcode\n' }));
  await step('edit', () => files('edit_file', root + '/new.txt', {
    edits: [{ oldText: 'ünïcode', newText: 'plain' }], dryRun: true }));
  await step('search', () => files('search_files', root, { pattern: '*.json' }));
  await step('read many', () => call({ name: 'read_multiple_files', arguments: {
    paths: [root + '/safe.txt', root + '/nothing.txt'] } }));
  await step('DENIED unknown tool', () => call({ name: 'exec', arguments: { cmd: 'ls' } }));
}

async function modern(peer) {
  const { client, call } = peer;
  await step('era', async () => client.getNegotiatedProtocolVersion?.() ?? 'unknown');
  await step('list tools', () => client.listTools());
  await step('echo', () => call({ name: 'echo', arguments: { message: 'héllo' } }));
  await step('progress', () => progress(peer, { name: 'slow', arguments: { steps: 3, ms: 20 } }));
  await step('cancel', () => cancelled(peer, { name: 'slow', arguments: { steps: 30, ms: 20 } }));
  await step('input required', () => call({ name: 'confirm', arguments: { what: 'deploy' } }));
  await step('DENIED forbidden', () => call({ name: 'forbidden', arguments: {} }));
  await step('listen', async () => {
    const from = notified.length;
    const subscription = await client.listen({ toolsListChanged: true });
    await call({ name: 'touch', arguments: {} });
    await seen((n) => n.method === 'notifications/tools/list_changed', from);
    await subscription.close();
    return 'changed and closed';
  });
  await step('read resource', () => client.readResource({ uri: 'mem://r1' }));
}

const peer = await (kind === 'sdk1' ? sdk1() : sdk2());
await { everything, filesystem, modern }[script](peer);
await peer.client.close();
console.log(JSON.stringify({ step: 'closed' }));
