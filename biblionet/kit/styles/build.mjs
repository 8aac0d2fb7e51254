// Compiles portal.scss and takes over the files of npm packages that the portal serves.
// The first line of portal.css is a stamp: a hash of everything that goes in and one of what came
// out. tests/kit/test_styles.py checks both without Node.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const styles = dirname(fileURLToPath(import.meta.url));
const root = join(styles, "..", "..", "..");
const target = process.env.STYLES_TARGET || join(root, "static");

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

const inputs = readdirSync(styles)
  .filter((name) => name.endsWith(".scss"))
  .sort()
  .map((name) => join(styles, name))
  .concat(join(root, "package-lock.json"));

const { css } = sass.compile(join(styles, "portal.scss"), {
  style: "compressed",
  importers: [new sass.NodePackageImporter(root)],
  charset: false,
  quietDeps: true,
});
const body = css.endsWith("\n") ? css : `${css}\n`;
const stamp = `/*! inputs ${sha256(...inputs.map((file) => readFileSync(file)))} body ${sha256(body)} */\n`;
writeFileSync(join(target, "css", "portal.css"), stamp + body);

const htmx = join(root, "node_modules", "htmx.org");
copyFileSync(join(htmx, "dist", "htmx.min.js"), join(target, "js", "htmx.min.js"));
copyFileSync(join(htmx, "LICENSE"), join(target, "js", "htmx.LICENSE"));
