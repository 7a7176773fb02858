/*
 * First thing that every command of the hub runs (`node scripts/bootstrap.cjs <command>`), on whatever Node
 * the machine has: it brings the Node and the packages that the hub needs, then hands over to
 * `scripts/<command>.ts`.
 *
 * Plain old JavaScript (ES5), so that a Node that is too old still parses it and can say so.
 */
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var ROOT = path.resolve(__dirname, '..');
/** Oldest Node that can run npm here at all. */
var OLDEST = 20;
/** Node that runs the hub: type stripping without a flag nor a warning came with 24.3, tests run on 24 only. */
var RUNTIME_MAJOR = 24;
var RUNTIME_MINOR = 3;
/** Version of the npm package `node` that is installed aside where the machine's own is not that. */
var RUNTIME_PACKAGE = '24.21.0';
var ASIDE = path.join(ROOT, '.palier', 'node');
var WINDOWS = process.platform === 'win32';

var child = null;

function fail(cause, remedy) {
  process.stderr.write('Palier : ' + cause + ' ' + remedy + '\n');
  process.exit(1);
}

function versionOf(text) {
  var parts = String(text).replace(/^v/, '').split('.');
  return { major: Number(parts[0]), minor: Number(parts[1]) };
}

function suits(text) {
  var version = versionOf(text);
  return version.major === RUNTIME_MAJOR && version.minor >= RUNTIME_MINOR;
}

/** Says that something goes on, from the second second: a rewritten line on a terminal, few lines in a log. */
function startProgress(label) {
  var startedAt = Date.now();
  var shown = false;
  var timer = setInterval(function () {
    var seconds = Math.round((Date.now() - startedAt) / 1000);
    if (process.stderr.isTTY) process.stderr.write('\r' + label + '… ' + seconds + ' s');
    else if (!shown || seconds % 15 === 0) process.stderr.write(label + '… ' + seconds + ' s\n');
    shown = true;
  }, 2000);
  return function stop() {
    clearInterval(timer);
    if (shown && process.stderr.isTTY) process.stderr.write('\n');
  };
}

/** What an npm that failed means to the person at the keyboard. */
function explainNpm(output) {
  if (/ENOSPC/.test(output)) return ['le disque est plein.', 'Libérez de la place, puis recommencez.'];
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return ["impossible d'écrire dans " + ROOT + '.', 'Donnez-vous le droit d’y écrire, puis recommencez.'];
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output)) {
    return ['le registre npm ne répond pas.', 'Vérifiez le réseau ou la configuration de npm, puis recommencez.'];
  }
  var lines = output.split('\n').filter(function (line) {
    return /^npm (error|ERR!)/.test(line) && !/complete log of this run/.test(line);
  });
  process.stderr.write(lines.slice(0, 10).join('\n') + '\n');
  return ["l'installation des paquets a échoué (voir ci-dessus).", 'Corrigez la cause, puis recommencez.'];
}

/** Runs npm without its noise; on failure says why and ends the process, after `cleanUp`. */
function npm(args, folder, node, label, cleanUp, done) {
  var script = process.env.npm_execpath;
  var command = WINDOWS ? 'npm.cmd' : 'npm';
  // The npm that called us is a script: run it with the Node whose packages it installs.
  if (script && /npm-cli\.[cm]?js$/.test(script)) {
    command = node;
    args = [script].concat(args);
  }
  var output = '';
  var stop = startProgress(label);
  child = childProcess.spawn(command, args, {
    cwd: folder,
    env: environment(node),
    shell: command === 'npm.cmd',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  function keep(chunk) {
    output = (output + chunk).slice(-200000);
  }
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', function (error) {
    stop();
    cleanUp();
    if (error.code === 'ENOENT')
      fail('npm est introuvable.', 'Installez npm avec Node (https://nodejs.org), puis recommencez.');
    fail('npm ne démarre pas (' + error.message + ').', 'Vérifiez son installation, puis recommencez.');
  });
  child.on('close', function (code, signal) {
    child = null;
    stop();
    if (code === 0) return done();
    cleanUp();
    if (signal || interrupted) process.exit(130);
    var explained = explainNpm(output);
    fail(explained[0], explained[1]);
  });
}

function environment(node) {
  var copy = {};
  Object.keys(process.env).forEach(function (name) {
    copy[name] = process.env[name];
  });
  var key =
    Object.keys(copy).filter(function (name) {
      return name.toUpperCase() === 'PATH';
    })[0] || 'PATH';
  copy[key] = path.dirname(node) + path.delimiter + (copy[key] || '');
  return copy;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Ends the process with the cause when the repository's own folder cannot be written. */
function makeFolder(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    if (error.code === 'ENOSPC') fail('le disque est plein.', 'Libérez de la place, puis recommencez.');
    fail(
      "impossible d'écrire dans " + ROOT + ' (' + error.code + ').',
      'Donnez-vous le droit d’y écrire, puis recommencez.'
    );
  }
}

/** Waits for its turn: two commands started together must not install over each other. */
function withInstallLock(done) {
  var file = path.join(ROOT, '.palier', 'install.lock');
  makeFolder(path.dirname(file));
  var held = false;
  function release() {
    if (held) fs.rmSync(file, { force: true });
    held = false;
  }
  var stop = startProgress("Une autre commande installe, j'attends (sinon, supprimez " + file + ')');
  (function attempt() {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        fail(
          "impossible d'écrire " + file + ' (' + error.code + ').',
          'Donnez-vous le droit d’y écrire, puis recommencez.'
        );
      }
      var owner = 0;
      try {
        owner = Number(fs.readFileSync(file, 'utf8'));
      } catch (gone) {
        return attempt();
      }
      // A killed run leaves its number behind.
      if (owner && !alive(owner)) {
        fs.rmSync(file, { force: true });
        return attempt();
      }
      setTimeout(attempt, 200);
      return undefined;
    }
    stop();
    held = true;
    process.on('exit', release);
    return done(release);
  })();
}

function asideBinary() {
  return path.join(ASIDE, RUNTIME_PACKAGE, 'node_modules', 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
}

function versionPrintedBy(node) {
  return String(childProcess.spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout || '').trim();
}

/** Calls back with the path of a Node that runs the hub. */
function ensureRuntime(done) {
  if (suits(process.version)) return done(process.execPath);
  if (fs.existsSync(asideBinary())) return done(asideBinary());
  return withInstallLock(function (release) {
    if (fs.existsSync(asideBinary())) {
      release();
      return done(asideBinary());
    }
    // Built under another name and renamed when whole: a killed run leaves nothing that looks installed.
    var building = path.join(ASIDE, 'building');
    fs.rmSync(building, { recursive: true, force: true });
    makeFolder(building);
    function cleanUp() {
      fs.rmSync(building, { recursive: true, force: true });
    }
    npm(
      // prettier-ignore
      ['install', '--prefix', building, '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--no-workspaces',
        '--ignore-scripts=false', '--loglevel=error', 'node@' + RUNTIME_PACKAGE],
      building,
      process.execPath,
      'Installation de Node ' + RUNTIME_PACKAGE + ' à côté (le vôtre est ' + process.version + ')',
      cleanUp,
      function () {
        var built = path.join(building, path.relative(path.join(ASIDE, RUNTIME_PACKAGE), asideBinary()));
        if (!suits(versionPrintedBy(built))) {
          cleanUp();
          fail(
            'le paquet npm « node » ne donne pas de Node ' + RUNTIME_MAJOR + ' à cette machine.',
            'Installez Node ' + RUNTIME_MAJOR + ' vous-même (https://nodejs.org), puis recommencez.'
          );
        }
        fs.rmSync(path.join(ASIDE, RUNTIME_PACKAGE), { recursive: true, force: true });
        fs.renameSync(building, path.join(ASIDE, RUNTIME_PACKAGE));
        release();
        done(asideBinary());
      }
    );
    return undefined;
  });
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return null;
  }
}

/**
 * True when node_modules holds what package-lock.json asks for. npm itself keeps the record: it writes
 * `node_modules/.package-lock.json` last, once everything is in place, so a killed installation has none.
 */
function installed() {
  var wanted = readJson(path.join(ROOT, 'package-lock.json'));
  var present = readJson(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (!wanted)
    fail('package-lock.json est absent ou illisible.', 'Reprenez-le du dépôt (git checkout package-lock.json).');
  if (!present) return false;
  return Object.keys(wanted.packages).every(function (name) {
    // Only the installed ones are recorded: neither the root and the workspaces, nor other platforms' binaries.
    if (name.indexOf('node_modules/') === -1) return true;
    var entry = wanted.packages[name];
    var found = present.packages[name];
    if (!found) return Boolean(entry.optional) && !fs.existsSync(path.join(ROOT, name));
    return found.version === entry.version && Boolean(found.link) === Boolean(entry.link);
  });
}

function ensurePackages(node, done) {
  if (installed()) return done();
  return withInstallLock(function (release) {
    if (installed()) {
      release();
      return done();
    }
    var hubFile = path.join(process.env.PALIER_HOME || path.join(ROOT, '.palier'), 'run', 'hub.json');
    var hub = readJson(hubFile);
    if (hub && hub.pid && alive(hub.pid)) {
      fail(
        'les paquets ont changé et un Palier tourne avec les anciens (processus ' + hub.pid + ').',
        'Arrêtez-le par Ctrl-C (ou supprimez ' + hubFile + " si ce processus n'en est pas un), puis recommencez."
      );
    }
    npm(
      ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
      ROOT,
      node,
      'Installation des paquets',
      function () {},
      function () {
        release();
        done();
      }
    );
    return undefined;
  });
}

var interrupted = false;
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () {
    interrupted = true;
    if (child) child.kill(signal);
    else process.exit(130);
  });
});

/**
 * npm runs us through a shell, which a signal to npm ends without a word to us: see it go, and end as if the
 * signal had been ours.
 */
function followShell() {
  var shell = process.ppid;
  setInterval(function () {
    if (process.ppid !== shell && !interrupted) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

function main() {
  if (!(versionOf(process.version).major >= OLDEST)) {
    fail(
      'Node ' + process.version + ' est trop ancien.',
      'Installez Node ' + OLDEST + ' ou plus récent (https://nodejs.org), puis recommencez.'
    );
  }
  var command = process.argv[2] || '';
  var script = path.join(__dirname, command + '.ts');
  if (!/^[a-z0-9-]+$/.test(command) || !fs.existsSync(script)) {
    fail('commande inconnue : « ' + command + ' ».', 'Les commandes sont dans package.json (npm run).');
  }
  if (process.env.npm_lifecycle_event) followShell();
  ensureRuntime(function (node) {
    ensurePackages(node, function () {
      var followParent =
        require('url').pathToFileURL(path.join(__dirname, 'lib', 'follow-parent.ts')).href + '?parent=' + process.pid;
      child = childProcess.spawn(
        node,
        ['--import', followParent, script].concat(process.argv.slice(3)),
        // The channel tells the command when this process dies, however it dies.
        { env: environment(node), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }
      );
      child.on('exit', function (code, signal) {
        process.exit(signal ? 128 + 15 : code);
      });
    });
  });
}

main();
